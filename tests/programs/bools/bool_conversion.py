# bool() of everything
class Box(object):
    pass

def make(n):
    if n:
        return Box()
    return None

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    n = len(argv)
    print t(bool(n)), t(bool(n - 1)), t(bool("x" * n)), t(bool("x" * (n - 1))), t(bool(0.5 * n))
    l = [n]
    print t(bool(l)), 
    l.pop()
    print t(bool(l)), t(bool(make(n))), t(bool(make(n - 1)))
    d = {n: n}
    print t(bool(d)),
    del d[n]
    print t(bool(d))
    return 0


def target(driver, args):
    return entry_point, None
