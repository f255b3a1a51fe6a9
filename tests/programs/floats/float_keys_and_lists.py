# floats in lists, tuples and as dict keys
# skip: untranslated (run-time floats print with six decimals)
def entry_point(argv):
    n = len(argv)
    d = {1.5 * n: "a", 2.5: "b", 0.0: "zero"}
    print d[1.5], d[2.5], 3.5 in d, -0.0 * n in d
    l = [0.1 * n, 0.2, 0.3]
    print 0.2 in l, l.index(0.3), 0.5 in l
    t = (0.5 * n, n)
    print t == (0.5, 1), t[0]
    return 0


def target(driver, args):
    return entry_point, None
