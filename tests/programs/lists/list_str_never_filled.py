# str() of lists that nothing is ever put into, beside others
def nothing():
    return []


def numbers(n):
    return [i for i in range(n)]


def entry_point(argv):
    t = nothing()
    print "<<<%s>>>" % (t,)
    print str(t), len(t)
    print t
    for n in range(4):
        print "<<<%s>>>" % (numbers(n),)
    print [[]]
    return 0


def target(driver, args):
    return entry_point, None
