# a constant line, an empty line, several items
def entry_point(argv):
    print "hello, world"
    print
    print "one", "two", "three"
    print "tail"
    return 0


def target(driver, args):
    return entry_point, None
