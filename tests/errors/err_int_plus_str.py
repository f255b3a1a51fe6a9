# adding a number and a string
# reference: Blocked block
def entry_point(argv):
    print "count: " + len(argv)             #! error: str, int
    return 0


def target(driver, args):
    return entry_point, None
