# reverse in place and reversed in a loop
def entry_point(argv):
    l = [1, 2, 3, 4, len(argv)]
    l.reverse()
    for x in l:
        print x,
    print
    for x in reversed(l):
        print x,
    print
    e = [1]
    e.pop()
    e.reverse()
    for x in reversed(e):
        print "never"
    print len(e)
    return 0


def target(driver, args):
    return entry_point, None
