# slices with constant bounds, concatenation
def entry_point(argv):
    n = len(argv)
    t = (n, "two", 3 * n)
    a, b = t[1:]
    print a, b
    u = t + (4,)
    print len(u), u[3], u[1]
    v = u[:2] + u[2:]
    print len(v), t[:1][0]
    if t:
        print "not empty"
    if ():
        print "never"
    return 0


def target(driver, args):
    return entry_point, None
