# tuples as dict keys
def entry_point(argv):
    n = len(argv)
    grid = {}
    for x in range(4):
        for y in range(4):
            grid[(x, y)] = x * 10 + y
    print len(grid), grid[(2 * n, 3)], grid[(3, 0)]
    if (n, n) in grid and (9, n) not in grid:
        print "found"
    d = {("a", 1): 5, ("b", 2): 6}
    for (name, k), v in d.items():
        print name, k, v
    e = {(n, ("q", 2.5)): 9}
    print e[(1, ("q", 2.5))]
    return 0


def target(driver, args):
    return entry_point, None
