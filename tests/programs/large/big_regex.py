# a backtracking regular expression matcher with its own parser
class Node(object):
    def match(self, s, i, k):
        raise NotImplementedError


class Cont(object):
    def go(self, s, i):
        raise NotImplementedError


class Accept(Cont):
    def __init__(self):
        self.end = -1

    def go(self, s, i):
        self.end = i
        return True


class Then(Cont):
    def __init__(self, node, k):
        self.node = node
        self.k = k

    def go(self, s, i):
        return self.node.match(s, i, self.k)


class Again(Cont):
    def __init__(self, star, start, k):
        self.star = star
        self.start = start
        self.k = k

    def go(self, s, i):
        if i == self.start:
            return False
        return self.star.match(s, i, self.k)


class Char(Node):
    def __init__(self, c):
        self.c = c

    def match(self, s, i, k):
        if i < len(s) and s[i] == self.c:
            return k.go(s, i + 1)
        return False


class Any(Node):
    def match(self, s, i, k):
        if i < len(s):
            return k.go(s, i + 1)
        return False


class CharSet(Node):
    def __init__(self, ranges, negated):
        self.ranges = ranges
        self.negated = negated

    def match(self, s, i, k):
        if i >= len(s):
            return False
        found = False
        for lo, hi in self.ranges:
            if lo <= s[i] <= hi:
                found = True
        if found == self.negated:
            return False
        return k.go(s, i + 1)


class Empty(Node):
    def match(self, s, i, k):
        return k.go(s, i)


class Seq(Node):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def match(self, s, i, k):
        return self.a.match(s, i, Then(self.b, k))


class Alt(Node):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def match(self, s, i, k):
        return self.a.match(s, i, k) or self.b.match(s, i, k)


class Star(Node):
    def __init__(self, a):
        self.a = a

    def match(self, s, i, k):
        return self.a.match(s, i, Again(self, i, k)) or k.go(s, i)


class Optional(Node):
    def __init__(self, a):
        self.a = a

    def match(self, s, i, k):
        return self.a.match(s, i, k) or k.go(s, i)


class SyntaxProblem(Exception):
    def __init__(self, pos):
        self.pos = pos


class Parser(object):
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def peek(self):
        if self.pos < len(self.text):
            return self.text[self.pos]
        return "\0"

    def take(self):
        c = self.peek()
        if c == "\0":
            raise SyntaxProblem(self.pos)
        self.pos += 1
        return c

    def alternatives(self):
        node = self.sequence()
        while self.peek() == "|":
            self.take()
            node = Alt(node, self.sequence())
        return node

    def sequence(self):
        node = Empty()
        first = True
        while self.peek() not in "|)\0":
            item = self.repeated()
            if first:
                node = item
                first = False
            else:
                node = Seq(node, item)
        return node

    def repeated(self):
        node = self.atom()
        while self.peek() in "*+?":
            c = self.take()
            if c == "*":
                node = Star(node)
            elif c == "+":
                node = Seq(node, Star(node))
            else:
                node = Optional(node)
        return node

    def atom(self):
        c = self.take()
        if c == "(":
            node = self.alternatives()
            if self.take() != ")":
                raise SyntaxProblem(self.pos)
            return node
        if c == ".":
            return Any()
        if c == "[":
            return self.charset()
        if c == "\\":
            return Char(self.take())
        if c in "*+?":
            raise SyntaxProblem(self.pos)
        return Char(c)

    def charset(self):
        negated = False
        if self.peek() == "^":
            self.take()
            negated = True
        ranges = []
        while self.peek() != "]":
            lo = self.take()
            hi = lo
            if self.peek() == "-":
                self.take()
                hi = self.take()
            ranges.append((lo, hi))
        self.take()
        return CharSet(ranges, negated)


def search(pattern, s):
    try:
        p = Parser(pattern)
        node = p.alternatives()
        if p.pos < len(pattern):
            raise SyntaxProblem(p.pos)
    except SyntaxProblem as e:
        return "syntax error at %d" % e.pos
    for i in range(len(s) + 1):
        accept = Accept()
        if node.match(s, i, accept):
            end = accept.end
            assert end >= 0
            return "%d-%d [%s]" % (i, end, s[i:end])
    return "no match"


def entry_point(argv):
    s = "the year 2024, or 1999-12-31: abcabc  " * len(argv)
    for p in ["year", "[0-9]+", "[0-9]+-[0-9]+", "(abc)+", "a|o", "t.e", "x*", "[^a-z ]+", "(1|2)(9|0)*", " +$",
              "q(u|v)", "(", "a**", "[a", "*a", "(a|b)*c", "\\-", "o?r", "( |,)+or"]:
        print p, "=>", search(p, s)
    return 0


def target(driver, args):
    return entry_point, None
