# endless recursion is a catchable RuntimeError, however it comes about
# skip: untranslated (the evaluator counts calls, not bytes)
from rpython.rlib.objectmodel import r_dict


class Depth(object):
    pass


depth = Depth()
depth.n = 0


def direct(n):
    depth.n += 1
    if n < 0:
        return 0
    return direct(n + 1) + 1


def first(n):
    depth.n += 1
    if n < 0:
        return 0
    return second(n + 1) + 1


def second(n):
    return third([n, n + 1]) * 2


def third(l):
    return first(l[0]) + l[1]


class Node(object):
    def visit(self, n):
        raise NotImplementedError


class Left(Node):
    def __init__(self, next):
        self.next = next

    def visit(self, n):
        depth.n += 1
        return self.next.visit(n + 1) + 1


class Right(Node):
    def __init__(self):
        self.next = None

    def visit(self, n):
        if n < 0:
            return n
        return self.next.visit(n) - 1


class Leaf(Node):
    def visit(self, n):
        return n


def ring(kind):
    right = Right()
    left = Left(right)
    right.next = left if kind == 'endless' else Leaf()
    return left


def f_even(n):
    depth.n += 1
    return FUNCTIONS[1](n + 1) + 1


def f_odd(n):
    if n < 0:
        return n
    return FUNCTIONS[0](n) + 2


FUNCTIONS = [f_even, f_odd]


def many_locals(n):
    depth.n += 1
    if n < 0:
        return 0
    a, b, c, d, e, f = n + 1, n * 3, n ^ 5, n - 7, n | 9, n & 11
    g, h, i, j, k, l = n * n, n + 13, n - 17, n * 19, n ^ 23, n | 29
    m, o, p, q, r, s = n + 31, n * 37, n ^ 41, n - 43, n | 47, n & 53
    x, y, z, u, v, w = float(n), n * 1.5, n + 2.5, n - 3.5, n * 4.5, n + 5.5
    rest = many_locals(n + 1)
    total = a + b + c + d + e + f + g + h + i + j + k + l + m + o + p + q + r + s
    return rest + total + int(x + y + z + u + v + w)


class Key(object):
    def __init__(self, dict, number):
        self.dict = dict
        self.number = number


def same(a, b):
    depth.n += 1
    return a is b or a.number == b.number and len(a.dict) == len(b.dict)


def hashed(key):
    depth.n += 1
    if key.dict is None:
        return key.number
    # Looks itself up, for which it must know its hash.
    return 1 if key in key.dict else 2


def through_dict(n):
    d = r_dict(same, hashed)
    key = Key(None, n)
    d[key] = n
    key.dict = d
    return len(d) + (1 if key in d else 0)


def run(kind):
    if kind == 'direct':
        return direct(0)
    if kind == 'mutual':
        return first(0)
    if kind == 'methods':
        return ring('endless').visit(0)
    if kind == 'table':
        return FUNCTIONS[0](0)
    if kind == 'locals':
        return many_locals(0)
    return through_dict(3)


def entry_point(argv):
    print ring('short').visit(5)
    for i in range(3):
        for kind in ['direct', 'mutual', 'methods', 'table', 'locals', 'dict']:
            depth.n = 0
            try:
                print kind,
                print run(kind)
            except RuntimeError:
                print 'RuntimeError', 'deep' if depth.n > 300 else 'shallow'
    try:
        run('mutual')
    except Exception as e:
        print 'RuntimeError' if isinstance(e, RuntimeError) else 'another'
    return 0


def target(driver, args):
    return entry_point, None
