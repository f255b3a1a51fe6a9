# binary search and insertion in order
def position(l, x):
    lo = 0
    hi = len(l)
    while lo < hi:
        m = (lo + hi) >> 1
        if l[m] < x:
            lo = m + 1
        else:
            hi = m
    return lo

def insert(l, x):
    l.insert(position(l, x), x)

def entry_point(argv):
    l = []
    x = 5 * len(argv)
    for i in range(20):
        x = (x * 17 + 3) % 101
        insert(l, x)
    print " ".join([str(y) for y in l])
    for y in [0, l[3], 50, 1000]:
        print position(l, y),
    print
    return 0


def target(driver, args):
    return entry_point, None
