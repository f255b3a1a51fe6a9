# bytearrays: made from what there is, slices, concatenation, comparison, iteration, prebuilt ones
PREBUILT = bytearray("shared")


class Buffer(object):
    def __init__(self, data):
        self.data = data


def entry_point(argv):
    n = len(argv)
    b = bytearray("hello" * n)
    c = bytearray(b)
    c[-1] = 33
    print str(b), str(c), int(b == c), int(b < c), int(b != c)
    z = bytearray(n * 3)
    print len(z), z[0], z[2]
    e = bytearray([n, 65, 255])
    print e[0], e[1], e[2]
    print str(b[1:3]), str(b[:-1]), str(b[2:])
    print str(b + c), str(b + "xyz"), str("xyz" * n + c)
    total = 0
    for x in b:
        total += x
    print total, int(ord('e') in b), int(ord('z') in b)
    try:
        print b[n + 10]
    except IndexError:
        print "no such item"
    try:
        b[n + 10] = 1
    except IndexError:
        print "no such item"
    PREBUILT[0] = ord("S")
    print str(PREBUILT), len(PREBUILT)
    buf = Buffer(None)
    if n > 0:
        buf.data = b
    other = Buffer(None)
    print int(buf.data is b), int(other.data is None), len(buf.data)
    empty = bytearray()
    if empty:
        print "items"
    if not empty:
        print "nothing", len(empty), int(str(empty) == "")
    for i, x in enumerate(c):
        print i, x
    return 0


def target(driver, args):
    return entry_point, None
