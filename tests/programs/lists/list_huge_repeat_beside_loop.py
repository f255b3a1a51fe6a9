# too long a list inside its own handler, in a function that also has loops with variables of their own
# mends: the handler is ignored by the reference
def entry_point(argv):
    n = len(argv) << 60
    if n:
        try:
            l = [0] * n
            print len(l)
        except MemoryError:
            print "MemoryError"
    else:
        i = 0
        while i < n:
            i += 1
        print i
    for k in range(2):
        try:
            if k:
                continue
            s = "ab" * n
            print len(s)
        except MemoryError:
            print "MemoryError", k
        finally:
            print "finally", k
    return 0


def target(driver, args):
    return entry_point, None
