# rational arithmetic with gcd, harmonic sums, continued fractions, Egyptian fractions
# skip: js (64-bit words)
from rpython.rlib.rarithmetic import ovfcheck


class TooBig(Exception):
    pass


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Rational(object):
    _immutable_fields_ = ["num", "den"]

    def __init__(self, num, den):
        if den < 0:
            num = -num
            den = -den
        g = gcd(abs(num), den)
        if g > 1:
            num //= g
            den //= g
        self.num = num
        self.den = den

    def add(self, other):
        try:
            n = ovfcheck(ovfcheck(self.num * other.den) + ovfcheck(other.num * self.den))
            d = ovfcheck(self.den * other.den)
        except OverflowError:
            raise TooBig
        return Rational(n, d)

    def neg(self):
        return Rational(-self.num, self.den)

    def sub(self, other):
        return self.add(other.neg())

    def mul(self, other):
        try:
            return Rational(ovfcheck(self.num * other.num), ovfcheck(self.den * other.den))
        except OverflowError:
            raise TooBig

    def less(self, other):
        return self.sub(other).num < 0

    def floor(self):
        return self.num // self.den

    def show(self):
        if self.den == 1:
            return str(self.num)
        return "%d/%d" % (self.num, self.den)


def harmonic(n):
    t = Rational(0, 1)
    for i in range(1, n + 1):
        t = t.add(Rational(1, i))
    return t


def continued(r):
    out = []
    while True:
        f = r.floor()
        out.append(f)
        r = r.sub(Rational(f, 1))
        if r.num == 0:
            return out
        r = Rational(r.den, r.num)


def egyptian(r):
    out = []
    while r.num > 0:
        d = (r.den + r.num - 1) // r.num
        u = Rational(1, d)
        out.append(u.show())
        r = r.sub(u)
    return out


def entry_point(argv):
    a = Rational(6, -8 * len(argv))
    b = Rational(5, 6)
    print a.show(), b.show(), a.add(b).show(), a.mul(b).show(), a.sub(b).show(), a.floor(), a.less(b) and "less" or "more"
    for n in [1, 2, 10, 20]:
        print harmonic(n).show(),
    print
    n = 20
    while True:
        n += 1
        try:
            harmonic(n)
        except TooBig:
            print "overflow at", n
            break
    print ",".join([str(x) for x in continued(Rational(415, 93))]), ",".join([str(x) for x in continued(Rational(-7, 3))])
    print " + ".join(egyptian(Rational(6, 7))), "|", " + ".join(egyptian(Rational(7, 15)))
    return 0


def target(driver, args):
    return entry_point, None
