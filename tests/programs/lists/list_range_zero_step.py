# a step of zero raises ValueError when range is called in a callee
def make(step):
    return range(0, 3, step)

def entry_point(argv):
    for step in [1, 2, 0, -1]:
        try:
            print len(make(step)),
        except ValueError:
            print "VE",
    print
    return 0


def target(driver, args):
    return entry_point, None
