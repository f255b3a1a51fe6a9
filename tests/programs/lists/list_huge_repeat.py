# too long a list is a MemoryError when made in a callee
# skip: js (64-bit words)
def make(n):
    return [0] * n

def entry_point(argv):
    try:
        print len(make(1 << 60))
    except MemoryError:
        print "MemoryError"
    print len(make(-5)), len(make(5))
    return 0


def target(driver, args):
    return entry_point, None
