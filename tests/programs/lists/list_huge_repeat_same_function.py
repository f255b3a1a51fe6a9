# too long a list inside its own handler
# mends: the handler is ignored by the reference
def entry_point(argv):
    n = len(argv) << 60
    try:
        l = [0] * n
        print len(l)
    except MemoryError:
        print "MemoryError"
    try:
        s = "ab" * n
        print len(s)
    except MemoryError:
        print "MemoryError"
    except OverflowError:
        print "MemoryError"
    return 0


def target(driver, args):
    return entry_point, None
