# slices of lists
def show(l):
    print "[" + ",".join([str(x) for x in l]) + "]",

def part(l, a, b):
    assert a >= 0
    assert b >= 0
    return l[a:b]

def entry_point(argv):
    l = [1, 2, 3, 4, 5]
    show(part(l, 0, 2))
    show(part(l, 1, 4))
    show(part(l, 3, 100))
    show(part(l, 5, 5))
    show(part(l, 2, 2))
    print
    n = len(argv)
    show(l[n:])
    show(l[:n])
    show(l[:-1])
    show(l[:])
    show(l[2:])
    show(l[:100])
    print
    copy = l[:]
    copy[0] = 100
    print l[0], copy[0]
    return 0


def target(driver, args):
    return entry_point, None
