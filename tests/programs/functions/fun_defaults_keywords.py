# default values, keyword arguments, both mixed
def f(a, b=2, c="x"):
    return str(a) + str(b) + c

def sub(a, b):
    return a - b

def opt(x=None):
    if x is None:
        return "none"
    return x

def entry_point(argv):
    n = len(argv)
    print f(n), f(n, 3), f(n, c="y"), f(n, 5, "z"), f(a=n, c="q", b=9)
    print sub(b=n, a=5), sub(5, b=n)
    print opt(), opt("a" * n)
    return 0


def target(driver, args):
    return entry_point, None
