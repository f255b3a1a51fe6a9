# enumerate with and without a start
def entry_point(argv):
    l = ["a", "b", "c" * len(argv)]
    for i, x in enumerate(l):
        print i, x,
    print
    for i, x in enumerate(l, 10):
        print i, x,
    print
    for i, c in enumerate("xy"):
        print i, c,
    print
    for i, (k, v) in enumerate([(1, 2), (3, 4)]):
        print i, k, v,
    print
    return 0


def target(driver, args):
    return entry_point, None
