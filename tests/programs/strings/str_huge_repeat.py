# too large a repetition is a MemoryError when it happens in a callee
# skip: untranslated (Python raises OverflowError)
# skip: js (64-bit words)
def rep(s, n):
    return s * n

def entry_point(argv):
    try:
        print len(rep("ab", 1 << 60))
    except MemoryError:
        print "MemoryError"
    print len(rep("ab", 1000))
    return 0


def target(driver, args):
    return entry_point, None
