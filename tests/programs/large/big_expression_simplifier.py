# symbolic expressions: derivative, simplification, evaluation, printing
class Expr(object):
    def diff(self, name):
        raise NotImplementedError

    def simplify(self):
        return self

    def evaluate(self, env):
        raise NotImplementedError

    def show(self):
        raise NotImplementedError

    def is_const(self, n):
        return False


class Const(Expr):
    def __init__(self, n):
        self.n = n

    def diff(self, name):
        return Const(0)

    def evaluate(self, env):
        return self.n

    def show(self):
        if self.n < 0:
            return "(%d)" % self.n
        return str(self.n)

    def is_const(self, n):
        return self.n == n


class Var(Expr):
    def __init__(self, name):
        self.name = name

    def diff(self, name):
        return Const(1 if name == self.name else 0)

    def evaluate(self, env):
        return env[self.name]

    def show(self):
        return self.name


class Binary(Expr):
    symbol = "?"

    def __init__(self, a, b):
        self.a = a
        self.b = b

    def show(self):
        return "(" + self.a.show() + self.symbol + self.b.show() + ")"


class Add(Binary):
    symbol = "+"

    def diff(self, name):
        return Add(self.a.diff(name), self.b.diff(name))

    def simplify(self):
        a = self.a.simplify()
        b = self.b.simplify()
        if isinstance(a, Const) and isinstance(b, Const):
            return Const(a.n + b.n)
        if a.is_const(0):
            return b
        if b.is_const(0):
            return a
        return Add(a, b)

    def evaluate(self, env):
        return self.a.evaluate(env) + self.b.evaluate(env)


class Mul(Binary):
    symbol = "*"

    def diff(self, name):
        return Add(Mul(self.a.diff(name), self.b), Mul(self.a, self.b.diff(name)))

    def simplify(self):
        a = self.a.simplify()
        b = self.b.simplify()
        if isinstance(a, Const) and isinstance(b, Const):
            return Const(a.n * b.n)
        if a.is_const(0) or b.is_const(0):
            return Const(0)
        if a.is_const(1):
            return b
        if b.is_const(1):
            return a
        return Mul(a, b)

    def evaluate(self, env):
        return self.a.evaluate(env) * self.b.evaluate(env)


class Pow(Expr):
    def __init__(self, base, n):
        self.base = base
        self.n = n

    def diff(self, name):
        return Mul(Mul(Const(self.n), Pow(self.base, self.n - 1)), self.base.diff(name))

    def simplify(self):
        if self.n == 0:
            return Const(1)
        base = self.base.simplify()
        if self.n == 1:
            return base
        return Pow(base, self.n)

    def evaluate(self, env):
        r = 1
        x = self.base.evaluate(env)
        for i in range(self.n):
            r *= x
        return r

    def show(self):
        return self.base.show() + "^" + str(self.n)


def entry_point(argv):
    x = Var("x")
    y = Var("y")
    exprs = [
        Add(Mul(Const(3), x), Const(5)),
        Mul(Add(x, y), Add(x, Const(-1 * len(argv)))),
        Add(Pow(x, 3), Mul(Const(2), Pow(x, 2))),
        Mul(Pow(Add(x, Const(1)), 2), Pow(y, 1)),
    ]
    env = {"x": 3, "y": 7}
    for e in exprs:
        print e.show(), e.evaluate(env)
        for name in ["x", "y"]:
            d = e.diff(name)
            s = d.simplify()
            print "  d/d" + name, s.show(), s.evaluate(env) == d.evaluate(env) and "ok" or "bad", s.evaluate(env)
    return 0


def target(driver, args):
    return entry_point, None
