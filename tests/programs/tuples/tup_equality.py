# tuples compare by value
def t(b):
    return "T" if b else "F"

def entry_point(argv):
    n = len(argv)
    print t((1, "a") == (n, "a")), t((n,) != (2,)), t((1, (2, "x")) == (n, (n + 1, "x"))), t((n, 2.5) == (1, 2.0))
    l = [(1, "a"), (2, "b")]
    print t((n, "a") in l), t((n, "b") in l), l.index((2, "b"))
    return 0


def target(driver, args):
    return entry_point, None
