# constants are formatted while translating
def entry_point(argv):
    print True, False, 2.5, 1e16, 1e-7
    print str(2.5), "%s" % 2.5, "%5.2f" % 2.5, "%r" % ("a",), repr("a\n")
    print 2 ** 10, pow(2, 10), divmod(7, 2), cmp(1, 2)
    print 7.5 // 2.0, 7.5 % 2.0, 1.0 / 3.0, -0.0, 1e308 * 10
    print 1 == 1, 3 > 5, None, str(True), "%d" % True
    return 0


def target(driver, args):
    return entry_point, None
