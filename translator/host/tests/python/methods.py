src = "z2 = self + 1\nprint z2"
def f(self):
    exec src
f(3)
def g():
    z = None
    del z
    exec 'z=1+1\n'
    print z
    del z
    exec u'z=1+1\n'
    print z
g()
class I(int):
    def __repr__(self): return "I(%r)" % int(self)
    def __add__(self, other): return I(int(self) + int(other))
    __radd__ = __add__
    def __pow__(self, other, mod=None):
        if mod is None: return I(pow(int(self), int(other)))
        else: return I(pow(int(self), int(other), int(mod)))
    def __rpow__(self, other, mod=None):
        if mod is None: return I(pow(int(other), int(self), mod))
        else: return I(pow(int(other), int(self), int(mod)))
print repr(I(1) + I(2)), repr(I(1) + 2), repr(1 + I(2)), repr(I(2) ** I(3)), repr(2 ** I(3)), repr(pow(I(2), I(3), I(5)))
class C(object):
    def meth(self, a): return "C(%r)" % a
class D(C):
    def meth(self, a): return "D" + super(D, self).meth(a)
print D().meth(1)
class E(D):
    def meth(self, a): return "E(%r)" % a + self.__super.meth(a)
E._E__super = super(E)
print E().meth(2)
class octstr(str):
    def __str__(self): return str.__str__(self) + 'x'
    __repr__ = __str__
print str(octstr('a')), repr(octstr('b')), '%s' % octstr('c')
class octlong(long):
    def __str__(self):
        return 'oct'
    __repr__ = __str__
print str(octlong(5)), repr(octlong(6)), [octlong(7)], '%s' % octlong(8)
class A(object):
    def m(self): pass
a = A()
print a.m == a.m, a.m != a.m, A.m == A.m, hash(a.m) == hash(a.m), {a.m: 1}[a.m], a.m == A().m
l = []
print l.append == l.append
def cl():
    fs = []
    x = 1
    def inner(): return x
    return inner
try:
    exec cl().func_code
except TypeError as e: print e
