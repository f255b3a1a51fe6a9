class A(object):
    x = 1
    def __init__(self, v=5):
        self.v = v
    def get(self):
        return self.v
    @property
    def double(self):
        return self.v * 2
    @double.setter
    def double(self, value):
        self.v = value // 2
    @staticmethod
    def stat(a):
        return a + 1
    @classmethod
    def make(cls, v):
        return cls(v)
    def __repr__(self):
        return 'A(%d)' % self.v

class B(A):
    x = 2
    def get(self):
        return super(B, self).get() + 100

a = A()
b = B(7)
print a.get(), b.get(), a.double, b.double, A.stat(3), b.stat(4), B.make(9)
a.double = 30
print a, a.v, B.x, b.x, type(b).__name__, B.__mro__
print isinstance(b, A), issubclass(A, B), A.__bases__, B.__bases__
try:
    a.nothing
except AttributeError as e:
    print e
try:
    A.nothing
except AttributeError, e:
    print e
try:
    A.get()
except TypeError as e:
    print e
try:
    A.get(3)
except TypeError as e:
    print e
print A.get(b)
print B.get.im_func is B.__dict__['get'], b.get.im_self is b, b.get.im_class is B
print sorted(k for k in A.__dict__ if not k.startswith('__'))

class X(object): pass
class Y(X): pass
class Z(X): pass
class W(Y, Z): pass
print [c.__name__ for c in W.__mro__]
try:
    class Bad(X, Y): pass
except TypeError as e:
    print 'MRO error'

class Meta(type):
    def __new__(meta, name, bases, dict):
        dict['added'] = name.lower()
        return type.__new__(meta, name, bases, dict)
    def __init__(cls, name, bases, dict):
        super(Meta, cls).__init__(name, bases, dict)
        cls.inited = True
    def hello(cls):
        return 'hello from ' + cls.__name__
    def __call__(cls, *args):
        obj = type.__call__(cls, *args)
        obj.called = args
        return obj

class M(object):
    __metaclass__ = Meta
    def __init__(self, *args):
        self.args = args
class N(M): pass
print M.added, N.added, N.inited, N.hello(), M(1, 2).called, type(N) is Meta, N.__class__

class extendabletype(type):
    def __new__(cls, name, bases, dict):
        if name == '__extend__':
            for base in bases:
                for key, value in dict.items():
                    if key == '__module__':
                        continue
                    setattr(base, key, value)
            return None
        return super(extendabletype, cls).__new__(cls, name, bases, dict)
class E1(object):
    __metaclass__ = extendabletype
class __extend__(E1):
    def extra(self):
        return 'extra'
print E1().extra()

class Slots(object):
    __slots__ = ['a', 'b']
s = Slots()
s.a = 1
print s.a
try:
    s.c = 2
except AttributeError as e:
    print e

class Desc(object):
    def __get__(self, obj, cls):
        if obj is None:
            return self
        return 'got'
    def __set__(self, obj, value):
        print 'set', value
class D(object):
    d = Desc()
d = D()
print d.d
d.d = 3
print d.d, D.d.__class__.__name__

class Dyn(object):
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return 'dyn_' + name
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value + 1)
    def __delattr__(self, name):
        print 'del', name
dy = Dyn()
dy.q = 5
print dy.foo, dy.q, hasattr(dy, '_x')
del dy.q

class Old:
    y = 3
    def __init__(self, a):
        self.a = a
    def m(self):
        return self.a + self.y
    def __len__(self):
        return 7
class Old2(Old):
    y = 4
o = Old2(10)
print o.m(), len(o), o.__class__, type(o), isinstance(o, Old), Old2.__bases__ == (Old,)
try:
    o.zzz
except AttributeError as e:
    print e
try:
    o + 1
except TypeError as e:
    print e

class Num(object):
    def __init__(self, v): self.v = v
    def __add__(self, other):
        if isinstance(other, int):
            return Num(self.v + other)
        return NotImplemented
    def __radd__(self, other): return Num(other * 10 + self.v)
    def __iadd__(self, other):
        self.v += other
        return self
    def __cmp__(self, other): return cmp(self.v, other.v)
    def __hash__(self): return hash(self.v)
    def __nonzero__(self): return self.v != 0
    def __neg__(self): return Num(-self.v)
    def __getitem__(self, i): return self.v + i
    def __contains__(self, x): return x == self.v
    def __call__(self, *args, **kw): return (args, kw)
    def __str__(self): return '<%d>' % self.v
n = Num(3)
print n + 1, 2 + n, -n, n[4], 3 in n, 4 in n, n(1, k=2), bool(Num(0)), n == Num(3), n < Num(4), n != Num(5)
n += 10
print n, max(Num(1), Num(5), Num(2))
try:
    n + 'x'
except TypeError as e:
    print e

class L(list):
    def total(self):
        return sum(self)
    def append(self, x):
        list.append(self, x * 2)
l = L([1, 2])
l.append(5)
print l, l.total(), len(l), l[2], l[:2], isinstance(l, list), type(l).__name__
class I(int):
    def __new__(cls, v):
        return int.__new__(cls, v + 1)
    def plus(self): return self + 1
i = I(4)
print i, i.plus(), i + 1, type(i + 1).__name__, i == 5
class DD(dict):
    def __missing__(self, key):
        return 'missing %s' % key
dd = DD(a=1)
print dd['a'], dd['b'], dd.get('b'), len(dd)
class S(str):
    def up(self): return self.upper()
print S('abc').up(), S('abc') + 'd', S('x') == 'x', {S('k'): 1}['k']

T = type('T', (A,), {'x': 42, 'f': lambda self: self.x})
print T.x, T().f(), T.__name__, T.__module__
print object().__class__, type.__name__, type(type), A.__class__
print hasattr(A, 'x'), getattr(A, 'nope', 'default')
setattr(A, 'late', lambda self: 'late')
print b.late()
del A.late
print hasattr(b, 'late')
class P(object):
    def __private(self): return 'p'
    def call(self): return self.__private()
print P().call(), [k for k in dir(P) if 'private' in k]
class Borg:
    state = {}
    def __init__(self):
        self.q = 1
bb = Borg()
print bb.__dict__, vars(bb)
bb.__dict__['z'] = 5
print bb.z
bb.__class__ = Old
print bb.y
class CM(object):
    def __enter__(self):
        print 'enter'
        return self
    def __exit__(self, t, v, tb):
        print 'exit', t and t.__name__, v
        return t is ValueError
with CM() as cm:
    print 'body'
with CM():
    raise ValueError('swallowed')
try:
    with CM():
        raise KeyError('out')
except KeyError as e:
    print 'caught', e
class It(object):
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def next(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print list(It()), [x * 2 for x in It()], sum(It())
class Seq(object):
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * i
print list(Seq()), 4 in Seq()
class Sl(object):
    def __getitem__(self, s): return s
    def __setitem__(self, k, v): print 'set', k, v
print Sl()[1:2], Sl()[::2], Sl()[1, 2], Sl()[...]
Sl()['a'] = 4
print (lambda: 0).__name__, A.get.__name__, A.__name__, len.__name__
class Eq(object):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
print Eq() == 3, 3 == Eq(), Eq() != 4, [Eq()] == [5], Eq() in [1]
