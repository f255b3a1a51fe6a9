# bytearrays: indexing, assignment, length, conversion
def entry_point(argv):
    b = bytearray("hello" * len(argv))
    b[0] = ord("J")
    b[4] = b[1] + 1
    print str(b), len(b), b[0]
    t = 0
    for i in range(len(b)):
        t += b[i]
    print t
    return 0


def target(driver, args):
    return entry_point, None
