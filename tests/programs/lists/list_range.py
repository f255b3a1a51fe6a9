# range in all its forms as a list
def show(l):
    print "[" + ",".join([str(x) for x in l]) + "]",

def entry_point(argv):
    n = len(argv)
    show([x for x in range(n + 3)])
    show([x for x in range(2, n + 5)])
    show([x for x in range(0, 10, 3)])
    show([x for x in range(10, n - 1, -4)])
    show([x for x in range(-n)])
    show([x for x in range(0, 10, n + 3)])
    print
    r = range(10 * n)
    print r[3], len(r), r[-1]
    r.append(99)
    r[0] = -5
    show(r)
    print len(xrange(7 * n)), xrange(7)[n]
    return 0


def target(driver, args):
    return entry_point, None
