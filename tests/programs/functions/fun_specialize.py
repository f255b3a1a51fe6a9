# specialize.argtype, arg, ll: one function for several types
from rpython.rlib.objectmodel import specialize

@specialize.argtype(0)
def ident(x):
    return x

@specialize.argtype(0, 1)
def pair(a, b):
    return (a, b)

@specialize.arg(0)
def choose(flag, x):
    if flag:
        return str(x)
    else:
        return x

@specialize.arg_or_var(1)
def power(x, n):
    r = 1
    for i in range(n):
        r *= x
    return r

@specialize.memo()
def table(n):
    return n * 100 + 1

def entry_point(argv):
    n = len(argv)
    print ident(n), ident("a" * n), ident([n])[0]
    a, b = pair(n, "x")
    c, d = pair("y", n)
    print a, b, c, d
    print choose(True, n) + "!", choose(False, n) + 1
    print power(3, 4), power(2, n + 3)
    print table(5), table(7)
    return 0


def target(driver, args):
    return entry_point, None
