import sys
class MyError(Exception):
    pass
class Other(MyError):
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def __str__(self):
        return 'Other(%s, %s)' % (self.a, self.b)
def raises(f, *args):
    try:
        f(*args)
    except Exception, e:
        print e.__class__.__name__, str(e), e.args
    else:
        print 'no exception'
def r1(): raise MyError
def r2(): raise MyError('msg')
def r3(): raise MyError, 'msg2'
def r4(): raise Other(1, 2)
def r5(): raise Other, (3, 4)
def r6(): return [][1]
def r7(): return {}['k']
def r8(): return 1 / 0
def r9(): return int('zz')
def r10(): return 'a' + 1
def r11(): raise 'string'
def r12(): return None.foo
def r13(): return len(3)
def r14(): import nonexistent_module
def r15(): from sys import nonexistent_name
def r16(): raise IOError(2, 'No such file', 'f.txt')
def r17(): raise KeyError('key')
def r18(): return (1,)[5]
def r19(): return 3()
def r20(): open('/nonexistent/file')
def r21(): raise MyError('a', 'b')
def r22(): return iter(3)
def r23(): return 'abc'.nope
def r24(): return int.nope
def r25(): raise OverflowError
def r26(): return 3[1]
def r27(): x = 3; x[1] = 2
def r28(): return -'a'
def r29(): return 1 % 0
def r30(): return 1.0 / 0
for f in [r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17, r18, r19, r20, r21, r22, r23,
          r24, r25, r26, r27, r28, r29, r30]:
    print f.__name__,
    raises(f)
try:
    try:
        raise ValueError('inner')
    finally:
        print 'finally'
except (KeyError, ValueError) as e:
    print 'outer', e
try:
    try:
        raise ValueError('one')
    except KeyError:
        print 'no'
    else:
        print 'no'
except ValueError:
    t, v, tb = sys.exc_info()
    print t, v, tb is not None
def reraise():
    try:
        raise MyError('again')
    except MyError:
        raise
raises(reraise)
def nested():
    try:
        raise KeyError('a')
    except KeyError:
        try:
            raise ValueError('b')
        except ValueError:
            print sys.exc_info()[1]
        print sys.exc_info()[1]
nested()
print sys.exc_info()[0]
try:
    raise SystemExit(3)
except SystemExit as e:
    print 'exit', e.code
try:
    sys.exit('text')
except SystemExit, e:
    print repr(e), e
print repr(ValueError('x')), repr(MyError(1, 2)), str(KeyError('k')), ValueError('x').message, ValueError(1, 2).args
print issubclass(KeyError, LookupError), issubclass(IOError, EnvironmentError), Exception.__name__
class E2(Exception):
    def __init__(self, x):
        Exception.__init__(self, 'wrapped %s' % x)
        self.x = x
try:
    raise E2(5)
except Exception as e:
    print e, e.x, e.args
try:
    raise ValueError, ValueError('inst'), None
except ValueError as e:
    print e
class OldErr:
    def __init__(self, v): self.v = v
try:
    raise OldErr(3)
except OldErr, e:
    print 'old', e.v
try:
    print undefined_name
except NameError as e:
    print e
e = EnvironmentError(2, 'x')
print e.errno, e.strerror, e.filename, e
def gen():
    try:
        yield 1
    except GeneratorExit:
        print 'gen exit'
        raise
g = gen()
g.next()
g.close()
try:
    exec "def f(:\n  pass"
except SyntaxError as e:
    print 'syntax error', e.__class__.__name__
try:
    eval('1 +')
except SyntaxError:
    print 'eval syntax'
try:
    u'\xe9'.encode('ascii')
except UnicodeEncodeError as e:
    print e
try:
    '\xe9'.decode('ascii')
except UnicodeDecodeError as e:
    print e
def deep():
    try:
        raise ValueError('first')
    except ValueError:
        t, v, tb = sys.exc_info()
    try:
        raise t, v, tb
    except ValueError as e:
        print 'reraised', e, e is v
deep()
