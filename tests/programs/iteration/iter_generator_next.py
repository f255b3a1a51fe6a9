# generators by hand, running out
def three(n):
    yield n
    yield n + 1
    yield n * 10

def entry_point(argv):
    g = three(len(argv))
    print g.next(), g.next(), g.next()
    try:
        print g.next()
    except StopIteration:
        print "stop"
    a = three(5)
    b = three(7)
    print a.next(), b.next(), a.next(), b.next()
    return 0


def target(driver, args):
    return entry_point, None
