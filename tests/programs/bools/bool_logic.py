# and, or, not on bools, short circuits
def noisy(name, value):
    print name,
    return value

def entry_point(argv):
    for a in [False, True]:
        for b in [False, True]:
            if noisy("a", a) and noisy("b", b):
                print "both"
            elif noisy("a", a) or noisy("b", b):
                print "one"
            else:
                print "none"
    if not noisy("n", False):
        print "not"
    return 0


def target(driver, args):
    return entry_point, None
