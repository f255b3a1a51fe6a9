# comparing lists by value and by identity
class A(object):
    pass

def t(b):
    return "T" if b else "F"

def maybe(n):
    if n:
        return [1, 2]
    return None

def entry_point(argv):
    n = len(argv)
    a = [1, 2, n]
    b = [1, 2, 1]
    c = a
    print t(a == b), t(a != b), t(a is b), t(a is c), t(a == [1, 2]), t(a == [n, 2, 2])
    print t(["x"] == ["x" * n]), t([[1]] == [[n]])
    x = A()
    print t([x] == [x]), t([A()] == [x])
    print t(maybe(0) == maybe(1)), t(maybe(1) == maybe(n)), t(maybe(0) is None), t(bool(maybe(0)))
    return 0


def target(driver, args):
    return entry_point, None
