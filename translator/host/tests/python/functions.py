def f(a, b=2, *args, **kw):
    return a, b, args, sorted(kw.items())
print f(1), f(1, 3, 4, 5), f(b=1, a=2), f(1, x=3), f(*[1, 2, 3]), f(**{'a': 1, 'z': 2}), f(1, *(2,), **dict(q=1))
for call in ["f()", "g()", "g(1, 2, 3)", "g(1, c=2)", "g(1, a=2)", "h(1)", "g(*3)", "k(1)", "k(1,2,3,4)"]:
    def g(a, b): pass
    def h(): pass
    def k(a, b, c=1): pass
    try:
        eval(call)
    except TypeError as e:
        print call, '->', e
def outer(x):
    y = [0]
    def inner(z):
        y[0] += 1
        return x + z, y[0]
    return inner
i = outer(10)
print i(1), i(2), sorted(i.func_code.co_freevars)
print f.func_name, f.func_defaults, f.func_code.co_varnames, f.func_code.co_argcount, f.__doc__, f.__module__
def doc():
    "the doc"
print doc.__doc__, doc.func_doc
f.attr = 5
print f.attr, f.__dict__, f.func_dict
def gen(n):
    for i in range(n):
        got = yield i
        if got:
            print 'got', got
g = gen(3)
print g.next(), g.send('hi'), next(g)
try:
    g.next()
except StopIteration:
    print 'stop'
def gen2():
    try:
        yield 1
        yield 2
    finally:
        print 'cleanup'
g = gen2()
g.next()
g.close()
def gen3():
    try:
        yield 1
    except ValueError as e:
        print 'thrown', e
        yield 'recovered'
g = gen3()
g.next()
print g.throw(ValueError, 'oops')
print list(x for x in gen(4) if x % 2), dict((x, x * x) for x in range(3)), {x for x in [1, 1]}, {k: k for k in 'a'}
def deco(n):
    def wrap(func):
        def wrapped(*args):
            return func(*args) * n
        wrapped.__name__ = func.__name__
        return wrapped
    return wrap
@deco(3)
def three(x):
    return x
print three(4), three.__name__
import types
def template():
    return NAME
made = types.FunctionType(template.func_code, {'NAME': 'made'}, 'made')
print made(), made.__name__
src = "def compiled(a):\n    return a + K\n"
d = {'K': 100}
exec src in d
print d['compiled'](5)
exec compile("zz = 5", "<gen>", "exec")
print zz
print eval("zz + 1"), eval("q * 2", {'q': 4}), eval(compile("1+1", "x", "eval"))
def execs():
    d = {}
    exec "a = 1\nb = a + 1" in d
    return d['b']
print execs()
def loc():
    a = 1
    b = 2
    return sorted(locals().items())
print loc()
def unb():
    try:
        print zz1
    except NameError as e:
        print e.__class__.__name__, e
    try:
        print local
    except UnboundLocalError as e:
        print e
    local = 1
unb()
print map(lambda x: x + 1, [1, 2]), filter(None, [0, 1, 2]), reduce(lambda a, b: a * b, [1, 2, 3, 4]), zip([1, 2], 'ab')
print sorted([3, 1, 2], reverse=True), sorted('bca', key=lambda c: -ord(c)), sorted([1, 2, 3], cmp=lambda a, b: b - a)
print min(3, 1), max([1, 5, 2], key=lambda x: -x), any([0, 1]), all([]), sum([1, 2], 10)
print apply(f, (1,), {'b': 4})
def rec(n):
    return rec(n + 1)
try:
    rec(0)
except RuntimeError as e:
    print e
def tup((a, b), c):
    return a + b + c
print tup((1, 2), 3)
x = 1
def glob():
    global x
    x += 1
    return x
print glob(), x
print [y for y in range(3)], y
counter = iter(range(3))
print list(iter(counter.next, 1))
print (lambda *a, **k: (a, k))(1, 2, z=3)
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print i,
else:
    print 'else'
print
for i in []: pass
else: print 'empty else'
while True:
    break
def fin():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                return 'ret'
        finally:
            print 'fin', i
print fin()
def fin2():
    try:
        return 1
    finally:
        return 2
print fin2()
a, (b, c), d = 1, (2, 3), 4
print a, b, c, d
try:
    a, b = 1, 2, 3
except ValueError as e:
    print e
try:
    a, b, c = 1, 2
except ValueError as e:
    print e
a = b = [1]
print a is b
a += [2]
print b
print 1 if a else 2, not a, a and 'and' or 'or', 1 < 2 < 3, 1 < 3 < 2
print `a`, "%s %r %d" % ('s', 'r', 3)
del a
try:
    a
except NameError as e:
    print e
assert True
try:
    assert 1 == 2, 'message'
except AssertionError as e:
    print 'assert', e
import inspect
print inspect.getargspec(f)[:3], inspect.isfunction(f), inspect.isclass(int)
print inspect.getsource(doc),
print __name__, __doc__
print callable(f), callable(3), id(f) == id(f), hash(1), hash('a') == hash('a')
print isinstance(3, (str, int)), type(3) is int, isinstance(True, int), int('12') + float('1.5')
def template2(a, b=1):
    "doc string"
    return a, b, 'const', sorted([x for x in (1, 2)])
co = template2.func_code
args = [co.co_argcount, co.co_nlocals, co.co_stacksize, co.co_flags, co.co_code, co.co_consts, co.co_names,
        co.co_varnames, 'other.py', 'renamed', 77, co.co_lnotab, co.co_freevars, co.co_cellvars]
new_code = types.CodeType(*args)
copy = types.FunctionType(new_code, globals(), 'renamed', (5,))
print copy(1), copy.func_code.co_name, copy.func_code.co_filename, copy.func_code.co_firstlineno, copy.__doc__
args[5] = tuple('changed' if c == 'const' else c for c in co.co_consts)
print types.FunctionType(types.CodeType(*args), globals(), 'f', (5,))(2)
