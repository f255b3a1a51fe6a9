# the result of the entry point is the exit status, modulo 256
# status: 44
def entry_point(argv):
    print "leaving"
    return 299 + len(argv)


def target(driver, args):
    return entry_point, None
