# sparse polynomials as dicts: products, powers, evaluation, division by a linear factor
class Poly(object):
    def __init__(self):
        self.terms = {}

    def set(self, e, c):
        if c == 0:
            if e in self.terms:
                del self.terms[e]
        else:
            self.terms[e] = c

    def get(self, e):
        return self.terms.get(e, 0)

    def degree(self):
        d = -1
        for e in self.terms:
            d = max(d, e)
        return d

    def add(self, other):
        p = Poly()
        for e, c in self.terms.iteritems():
            p.set(e, c)
        for e, c in other.terms.iteritems():
            p.set(e, p.get(e) + c)
        return p

    def mul(self, other):
        p = Poly()
        for e, c in self.terms.iteritems():
            for f, d in other.terms.iteritems():
                p.set(e + f, p.get(e + f) + c * d)
        return p

    def power(self, n):
        p = constant(1)
        for i in range(n):
            p = p.mul(self)
        return p

    def at(self, x):
        d = self.degree()
        t = 0
        while d >= 0:
            t = t * x + self.get(d)
            d -= 1
        return t

    def divide_by_root(self, r):
        q = Poly()
        carry = 0
        d = self.degree()
        while d > 0:
            carry = self.get(d) + carry * r
            q.set(d - 1, carry)
            d -= 1
        return q, self.get(0) + carry * r

    def derivative(self):
        p = Poly()
        for e, c in self.terms.items():
            if e:
                p.set(e - 1, c * e)
        return p

    def show(self):
        out = ""
        d = self.degree()
        while d >= 0:
            c = self.get(d)
            if c:
                if out:
                    out += " - " if c < 0 else " + "
                elif c < 0:
                    out = "-"
                a = abs(c)
                if a != 1 or d == 0:
                    out += str(a)
                if d == 1:
                    out += "x"
                elif d > 1:
                    out += "x^" + str(d)
            d -= 1
        return out or "0"


def constant(n):
    p = Poly()
    p.set(0, n)
    return p


def linear(a, b):
    p = Poly()
    p.set(1, a)
    p.set(0, b)
    return p


def from_roots(roots):
    p = constant(1)
    for r in roots:
        p = p.mul(linear(1, -r))
    return p


def entry_point(argv):
    p = linear(1, 1)
    for n in range(5):
        print p.power(n).show()
    q = from_roots([1, -2, 3 * len(argv)])
    print q.show(), [q.at(x) for x in range(-2, 4)]
    d, r = q.divide_by_root(3)
    print d.show(), r
    d, r = q.divide_by_root(2)
    print d.show(), r
    print q.derivative().show(), q.add(q.mul(constant(-1))).show()
    sparse = linear(1, 0).power(20).add(constant(-1))
    print sparse.show(), len(sparse.terms), sparse.mul(sparse).show()
    return 0


def target(driver, args):
    return entry_point, None
