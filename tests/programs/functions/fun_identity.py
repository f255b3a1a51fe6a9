# comparing functions
def f(x):
    return x

def g(x):
    return x + 1

def t(b):
    return "T" if b else "F"

def pick(n):
    if n:
        return f
    return g

def maybe(n):
    if n:
        return f
    return None

def entry_point(argv):
    h = pick(len(argv))
    print t(h is f), t(h is g), t(pick(0) is g), t(maybe(0) is None), t(maybe(1) is None)
    k = maybe(1)
    if k is not None:
        print k(5)
    return 0


def target(driver, args):
    return entry_point, None
