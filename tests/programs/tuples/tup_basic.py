# making, indexing with constants, unpacking, length
def swap(t):
    a, b = t
    return (b, a)

def entry_point(argv):
    n = len(argv)
    t = (n, "x" * n, n + 5)
    print t[0], t[1], t[-1], len(t)
    a, b, c = t
    print a, b, c
    u = swap((1, n + 1))
    print u[0], u[1]
    x, y = n, n + 1
    x, y = y, x
    print x, y
    return 0


def target(driver, args):
    return entry_point, None
