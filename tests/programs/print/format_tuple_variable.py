# a tuple held in a variable on the right of the format operator
def entry_point(argv):
    n = len(argv)
    t = (n, n + 1)
    print "%d-%d" % t
    u = ("a" * n, n)
    print "%s/%s" % u
    print "100%%" % ()
    return 0


def target(driver, args):
    return entry_point, None
