# range with a zero step inside its own handler
# mends: the reference aborts
def entry_point(argv):
    step = len(argv) - 1
    try:
        for x in range(0, 3, step):
            print x
        print "ended"
    except ValueError:
        print "ValueError"
    return 0


def target(driver, args):
    return entry_point, None
