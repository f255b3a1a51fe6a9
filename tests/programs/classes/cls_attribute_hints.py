# _attrs_, __slots__, _immutable_fields_, _immutable_ and _settled_ change no results
class A(object):
    _attrs_ = ["x", "y"]
    _immutable_fields_ = ["x"]
    def __init__(self, x):
        self.x = x
        self.y = 0

class B(object):
    __slots__ = ["p"]

class C(object):
    _immutable_ = True
    def __init__(self, l):
        self.l = l

class D(object):
    _immutable_fields_ = ["items[*]", "n?"]
    def __init__(self, n):
        self.items = [n, n + 1]
        self.n = n

def entry_point(argv):
    a = A(len(argv))
    a.y += 5
    b = B()
    b.p = 7
    c = C([1, 2])
    d = D(3)
    d.n = 4
    print a.x, a.y, b.p, len(c.l), d.items[1], d.n
    return 0


def target(driver, args):
    return entry_point, None
