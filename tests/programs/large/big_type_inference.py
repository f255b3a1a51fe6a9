# unification and type inference for a small functional language
class TypeProblem(Exception):
    def __init__(self, msg):
        self.msg = msg


class Type(object):
    pass


class Base(Type):
    def __init__(self, name):
        self.name = name


class Arrow(Type):
    def __init__(self, a, b):
        self.a = a
        self.b = b


class TVar(Type):
    def __init__(self, n):
        self.n = n
        self.link = None


INT = Base("int")
BOOL = Base("bool")


def prune(t):
    while isinstance(t, TVar):
        if t.link is None:
            return t
        t = t.link
    return t


def occurs(v, t):
    t = prune(t)
    if t is v:
        return True
    if isinstance(t, Arrow):
        return occurs(v, t.a) or occurs(v, t.b)
    return False


def unify(a, b):
    a = prune(a)
    b = prune(b)
    if a is b:
        return
    if isinstance(a, TVar):
        if occurs(a, b):
            raise TypeProblem("infinite type")
        a.link = b
        return
    if isinstance(b, TVar):
        unify(b, a)
        return
    if isinstance(a, Arrow) and isinstance(b, Arrow):
        unify(a.a, b.a)
        unify(a.b, b.b)
        return
    raise TypeProblem(Printer().show(a) + " is not " + Printer().show(b))


class Printer(object):
    def __init__(self):
        self.names = {}

    def show(self, t):
        t = prune(t)
        if isinstance(t, Base):
            return t.name
        if isinstance(t, TVar):
            if t not in self.names:
                self.names[t] = chr(ord("a") + len(self.names))
            return self.names[t]
        assert isinstance(t, Arrow)
        left = self.show(t.a)
        if isinstance(prune(t.a), Arrow):
            left = "(" + left + ")"
        return left + " -> " + self.show(t.b)


class Scope(object):
    def __init__(self, name, type, general, parent):
        self.name = name
        self.type = type
        self.general = general
        self.parent = parent


class Checker(object):
    def __init__(self):
        self.count = 0

    def fresh(self):
        self.count += 1
        return TVar(self.count)

    def copy(self, t, scope, seen):
        t = prune(t)
        if isinstance(t, TVar):
            if self.free_in(t, scope):
                return t
            if t not in seen:
                seen[t] = self.fresh()
            return seen[t]
        if isinstance(t, Arrow):
            return Arrow(self.copy(t.a, scope, seen), self.copy(t.b, scope, seen))
        return t

    def free_in(self, v, scope):
        while scope is not None:
            if not scope.general and occurs(v, scope.type):
                return True
            scope = scope.parent
        return False

    def lookup(self, name, scope):
        s = scope
        while s is not None:
            if s.name == name:
                if s.general:
                    return self.copy(s.type, s.parent, {})
                return s.type
            s = s.parent
        raise TypeProblem("unbound " + name)


class Expr(object):
    def infer(self, c, scope):
        raise NotImplementedError


class Num(Expr):
    def infer(self, c, scope):
        return INT


class Name(Expr):
    def __init__(self, name):
        self.name = name

    def infer(self, c, scope):
        return c.lookup(self.name, scope)


class Lam(Expr):
    def __init__(self, name, body):
        self.name = name
        self.body = body

    def infer(self, c, scope):
        v = c.fresh()
        return Arrow(v, self.body.infer(c, Scope(self.name, v, False, scope)))


class App(Expr):
    def __init__(self, f, x):
        self.f = f
        self.x = x

    def infer(self, c, scope):
        f = self.f.infer(c, scope)
        x = self.x.infer(c, scope)
        r = c.fresh()
        unify(f, Arrow(x, r))
        return r


class Let(Expr):
    def __init__(self, name, value, body):
        self.name = name
        self.value = value
        self.body = body

    def infer(self, c, scope):
        t = self.value.infer(c, scope)
        return self.body.infer(c, Scope(self.name, t, True, scope))


class Parser(object):
    def __init__(self, text):
        self.words = [w for w in text.replace("(", "\x01").split(" ") if w]
        self.at = 0
        out = []
        for w in self.words:
            cur = ""
            for ch in w:
                if ch == "\x01" or ch == ")":
                    if cur:
                        out.append(cur)
                    cur = ""
                    out.append("(" if ch == "\x01" else ")")
                else:
                    cur += ch
            if cur:
                out.append(cur)
        self.words = out

    def peek(self):
        if self.at < len(self.words):
            return self.words[self.at]
        return ")"

    def next(self):
        w = self.peek()
        self.at += 1
        return w

    def expr(self):
        if self.peek() == "fn":
            self.next()
            name = self.next()
            return Lam(name, self.expr())
        if self.peek() == "let":
            self.next()
            name = self.next()
            value = self.atom()
            return Let(name, value, self.expr())
        e = self.atom()
        while self.peek() != ")":
            e = App(e, self.atom())
        return e

    def atom(self):
        w = self.next()
        if w == "(":
            e = self.expr()
            self.next()
            return e
        if w[0].isdigit():
            return Num()
        return Name(w)


def check(text):
    c = Checker()
    v = c.fresh()
    scope = Scope("add", Arrow(INT, Arrow(INT, INT)), True, None)
    scope = Scope("less", Arrow(INT, Arrow(INT, BOOL)), True, scope)
    scope = Scope("if", Arrow(BOOL, Arrow(v, Arrow(v, v))), True, scope)
    scope = Scope("true", BOOL, True, scope)
    try:
        print text, ":", Printer().show(Parser(text).expr().infer(c, scope))
    except TypeProblem as e:
        print text, "!", e.msg


def entry_point(argv):
    for text in ["5", "fn x x", "fn f fn x f (f x)", "add 1", "fn x add x 1", "let id (fn x x) (if (id true) (id 1) 2)",
                 "fn f fn g fn x f (g x)", "add true 1", "fn x x x", "y", "if true 1 true", "let k (fn x fn y x) k k",
                 "fn x let y (fn z x) (y true)", "1 2", "less (add 1 2) 3", "fn p if p (fn x x) (fn y add y 1)"]:
        check(text)
    return 0


def target(driver, args):
    return entry_point, None
