# Descriptors, metaclasses, special methods and other corners.
class Count(object):
    instances = []
    def __new__(cls, *args):
        self = super(Count, cls).__new__(cls)
        cls.instances.append(self)
        return self
    def __init__(self, n):
        self.n = n
    def __eq__(self, other): return isinstance(other, Count) and self.n == other.n
    def __ne__(self, other): return not self == other
    def __hash__(self): return hash(self.n)
    def __lt__(self, other): return self.n < other.n
    def __len__(self): return self.n
    def __repr__(self): return 'Count(%r)' % self.n
d = {Count(1): 'one'}
print d[Count(1)], len(Count.instances), Count(3) == Count(3), Count(3) != Count(4), sorted([Count(3), Count(1), Count(2)])
print bool(Count(0)), bool(Count(2)), [Count(1)].index(Count(1)), Count(5) in [Count(5)], {Count(1), Count(1)}
class Wrap(object):
    def __init__(self, func): self.func = func
    def __get__(self, obj, cls):
        if obj is None: return self
        def bound(*args): return self.func(obj, *args)
        return bound
class U(object):
    @Wrap
    def meth(self, x): return ('meth', x)
print U().meth(4), type(U.meth).__name__
class Prop(property): pass
class lazy(object):
    def __init__(self, f): self.f = f
    def __get__(self, obj, cls):
        value = self.f(obj)
        obj.__dict__[self.f.__name__] = value
        return value
class V(object):
    calls = 0
    @lazy
    def big(self):
        V.calls += 1
        return 99
v = V()
print v.big, v.big, V.calls
class Getattribute(object):
    def __getattribute__(self, name):
        if name == 'magic': return 'from getattribute'
        return object.__getattribute__(self, name)
g = Getattribute()
g.x = 3
print g.magic, g.x, hasattr(g, 'y')
class Multi(dict):
    def __getitem__(self, k): return 'got ' + k
    def __contains__(self, k): return True
m = Multi(a=1)
print m['zz'], 'q' in m, m.get('a'), dict.__getitem__(m, 'a'), m.keys()
m['b'] = 2
print len(m), sorted(m.items()), isinstance(m, dict)
class Tup(tuple):
    def __new__(cls, a, b): return tuple.__new__(cls, (a, b))
    @property
    def first(self): return self[0]
t = Tup(1, 2)
print t, t.first, t + (3,), t == (1, 2), hash(t) == hash((1, 2)), len(t), [x for x in t]
a, b = t
print a, b
class F(float):
    def __add__(self, other): return F(float.__add__(self, other))
    def __repr__(self): return 'F' + float.__repr__(self)
print F(1.5) + 2, F(2.0) * 2, [F(1.0)], int(F(3.7))
class St(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
print St('a') == 'b', St('abc')[1], len(St('abc')), St('a b').split(), '%s' % St('x'), ','.join([St('p'), 'q'])
class Ex(Exception):
    code = 7
    @property
    def prop(self): return self.args[0]
try: raise Ex('first', 2)
except Ex as e: print e.prop, e.code, e.args, repr(e)
class Abstract(object):
    def m(self): raise NotImplementedError
    def n(self): raise NotImplementedError("n in %s" % self.__class__.__name__)
class Conc(Abstract): pass
try: Conc().n()
except NotImplementedError, e: print e
class Mixin:
    def mix(self): return 'mix'
class Both(Mixin, object): pass
print Both().mix(), Both.__mro__[1].__name__, type(Both)
class Cmp(object):
    def __init__(self, v): self.v = v
    def __cmp__(self, o): return cmp(self.v, o.v)
print Cmp(1) < Cmp(2), Cmp(1) == Cmp(1), max(Cmp(1), Cmp(3)).v, cmp(Cmp(2), Cmp(1)), sorted([Cmp(2), Cmp(1)])[0].v
class OldNum:
    def __init__(self, v): self.v = v
    def __coerce__(self, other): return self.v, other
    def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        return name
print OldNum(3) + 4, 10 - OldNum(3), OldNum(5) == 5, OldNum(1).whatever
class Ctx(object):
    def __init__(self, n): self.n = n
    def __enter__(self): print 'in', self.n; return self.n
    def __exit__(self, *exc): print 'out', self.n, exc[0]
with Ctx(1) as a, Ctx(2) as b:
    print a + b
def ret():
    with Ctx(3):
        return 'returned'
print ret()
for i in range(2):
    with Ctx(i):
        if i == 0: continue
        break
def gen():
    with Ctx('g'):
        yield 1
        yield 2
print list(gen())
x = [1, 2, 3, 4]
x[1:3] = ['a', 'b', 'c']
del x[0]
print x, x[-1], x[::-1], x[5:], x[:-1]
class Call(object):
    def __call__(self, *a, **k): return a, sorted(k)
print Call()(1, b=2), callable(Call()), callable(object())
print getattr(3, 'real'), (3).__add__(4), 'abc'.__len__(), [1].__contains__(1), (1).__class__, 'a'.join.__name__
print type(len), type([].append), type(str.join), type(U.__init__) is type(len), type(lambda: 0), type(U().meth)
print isinstance(str.join, object), str.join('-', ['a', 'b']), list.append.__name__
class Meta2(type):
    registry = {}
    def __init__(cls, name, bases, ns):
        Meta2.registry[name] = cls
        type.__init__(cls, name, bases, ns)
    def __getitem__(cls, i): return (cls.__name__, i)
    def __len__(cls): return 42
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 3
    def __eq__(cls, o): return cls is o
    def __hash__(cls): return 5
    def __instancecheck__(cls, inst): return inst == 'magic'
    @property
    def metaprop(cls): return 'prop of ' + cls.__name__
class R(object):
    __metaclass__ = Meta2
print R[3], len(R), list(R), 3 in R, R.metaprop, Meta2.registry.keys(), isinstance('magic', R), isinstance(5, R)
ns = {}
for name in ['alpha', 'beta']:
    def make(n):
        def method(self): return n
        return method
    ns[name] = make(name)
Gen = type('Gen', (object,), ns)
print Gen().alpha(), Gen().beta(), Gen
class Body(object):
    for _i in range(3):
        locals()['attr%d' % _i] = _i
    del _i
    vals = [attr0, attr1, attr2]
    comp = [q * 2 for q in vals]
print Body.attr1, Body.vals, Body.comp
class Outer(object):
    class Inner(object):
        z = 5
    def get(self): return Outer.Inner.z
print Outer().get(), Outer.Inner.__name__
import types, new
fn = types.FunctionType((lambda a, b=2: (a, b)).func_code, globals(), 'renamed', (9,))
print fn(1), fn.__name__
U.added = new.instancemethod(lambda self: 'added', None, U)
print U().added()
print types.MethodType(lambda self, y: (self, y), 5, int)(6)
mod = types.ModuleType('dynmod')
exec "v = 1\ndef f(): return v" in mod.__dict__
mod.v = 10
print mod.f(), mod.__name__, sorted(k for k in mod.__dict__ if not k.startswith('__'))
def f(a, (b, c), *d): return a, b, c, d
print f(1, (2, 3), 4)
def outer():
    def inner(): return nonlocal
    nonlocal = 'late bound'
    return inner()
print outer()
fs = [lambda i=i: i for i in range(3)]
print [g() for g in fs], [g() for g in [lambda: i for i in range(3)]]
print sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1]), dict(zip('ab', [1, 2])), dict([(1, 2)], k=3)
print 'x' 'y', "%(a)s-%(b)05d" % {'a': 1, 'b': 42}, '%5.2f|%-5s|%x' % (3.14159, 'ab', 255), 10 ** 20, 2 ** -1, 7 // -2, -7 % 3
print 0x10, 0b11, 0o17, 017, 1e3, 10L, 3j * 2, 1 <> 2, repr(u'\u1234'), repr('\x00\n\'"'), True + 1
import weakref, gc
class WR(object): pass
w = WR(); r = weakref.ref(w)
print r() is w
wd = weakref.WeakValueDictionary()
wd['k'] = w
print wd['k'] is w, len(wd)
print [i for i in reversed([1, 2, 3])], list(enumerate('ab', 1)), range(5, 0, -2), xrange(3), len(xrange(0, 10, 3)), xrange(10)[3]
print max('a', 'b', key=ord), round(2.5), round(-1.234, 2), divmod(7, -2), abs(-3), pow(2, 10, 1000), hex(255), oct(8), bin(5), hex(10L)
print any(x > 2 for x in [1, 2, 3]), zip(*[(1, 2), (3, 4)]), map(None, [1, 2], [3]), filter(lambda c: c != 'a', 'banana')
print unichr(97), chr(98), ord('c'), cmp(1, 2), coerce(1, 2.0), intern('s'), id(None) == id(None)
print (1, 2) < (1, 3), [1] < [1, 0], None < 0, 'a' > 1, {} == {}, 1 == 1.0, 1L == 1, 'a' == u'a'
class Shown(object):
    def __str__(self): return 'shown'
    def __repr__(self): return '<repr>'
    def __index__(self): return 2
    def __int__(self): return 7
    def __float__(self): return 1.5
print '%s %s' % (Shown(), 1), '%s' % Shown(), '%r' % Shown(), u'%s' % Shown(), 'ab' * Shown(), [0] * Shown(), '%d' % Shown()
print 'abc'[Shown()], [1, 2, 3, 4][Shown():], int(Shown()), float(Shown()), range(5)[:Shown()], St('%s') % Shown(), '%s' % ValueError('v')
class RMod(object):
    def __rmod__(self, other): return 'rmod'
    def __radd__(self, other): return 'radd'
    def __rmul__(self, other): return 'rmul'
print 5 % RMod(), [1] + RMod(), 'a' + RMod(), 3 * RMod(), (1,) + RMod()
class MyProp(property):
    def extra(self): return 'extra'
class HasProp(object):
    @MyProp
    def p(self): return 'pvalue'
    def getq(self): return self._q
    def setq(self, v): self._q = v
    q = MyProp(getq, setq)
hp = HasProp()
hp.q = 4
print hp.p, hp.q, HasProp.p.extra(), type(HasProp.q).__name__
class MyStatic(staticmethod): pass
class HasStatic(object):
    s = MyStatic(lambda x: x + 1)
    @classmethod
    def c(cls): return cls.__name__
class SubStatic(HasStatic): pass
print HasStatic.s(1), HasStatic().s(2), SubStatic.c(), SubStatic().c()
class Mod(types.ModuleType):
    def __init__(self, name):
        self.__name__ = name
        self.extra = 5
    @property
    def comp(self): return 'computed'
mm = Mod('mymod')
print mm.extra, mm.comp, mm.__name__, isinstance(mm, types.ModuleType)
print type.__call__(HasStatic).s(5), object.__new__(HasStatic).s(6), dict.__new__(dict), list.__new__(list), int.__new__(int, '5')
print super(SubStatic, SubStatic()).c(), super(SubStatic, SubStatic).c()
