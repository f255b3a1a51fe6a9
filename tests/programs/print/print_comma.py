# trailing commas join prints into one line
def entry_point(argv):
    for i in range(5):
        print i,
    print
    print "a",
    print "b"
    print "c",
    print
    for row in range(3):
        for col in range(row + 1):
            print row * col,
        print "end"
    return 0


def target(driver, args):
    return entry_point, None
