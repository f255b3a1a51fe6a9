# iter() and next by hand
def entry_point(argv):
    it = iter([10, 20, 30])
    print it.next(), it.next(), next(it)
    try:
        print it.next()
    except StopIteration:
        print "stop"
    chars = iter("ab" * len(argv))
    out = ""
    while True:
        try:
            out += chars.next()
        except StopIteration:
            break
    print out
    d = {"k": 1}
    print d.iterkeys().next(), d.itervalues().next()
    return 0


def target(driver, args):
    return entry_point, None
