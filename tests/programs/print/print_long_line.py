# one very long line
def entry_point(argv):
    s = "0123456789" * 50
    for i in range(40):
        print i, s,
    print
    print len(s) * len(argv)
    return 0


def target(driver, args):
    return entry_point, None
