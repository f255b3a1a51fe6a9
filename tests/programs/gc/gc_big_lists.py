# large arrays of pointers, kept old, pointing to young objects
class P(object):
    def __init__(self, n):
        self.n = n

def entry_point(argv):
    n = 50000 * len(argv)
    l = [None] * n
    for r in range(3):
        for i in range(0, n, 7):
            l[i] = P(i + r)
    t = 0
    for i in range(n):
        p = l[i]
        if p is not None:
            t += p.n
            t %= 1000003
    print t
    return 0


def target(driver, args):
    return entry_point, None
