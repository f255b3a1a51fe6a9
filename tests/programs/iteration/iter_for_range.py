# for over range with one, two and three arguments
def entry_point(argv):
    n = len(argv) * 5
    for i in range(n):
        print i,
    print
    for i in range(2, n):
        print i,
    print
    for i in range(n, 0, -2):
        print i,
    print
    for i in xrange(0, n * 4, n):
        print i,
    print
    for i in range(n, 2):
        print "never"
    return 0


def target(driver, args):
    return entry_point, None
