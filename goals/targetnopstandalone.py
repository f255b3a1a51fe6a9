# the smallest program with a function besides the entry point

def debug(message):
    print "debug:", message


def entry_point(argv):
    debug("hello world")
    return 0


def target(*args):
    return entry_point
