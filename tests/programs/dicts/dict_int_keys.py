# integer keys, negative and large, through many insertions
def entry_point(argv):
    d = {}
    for i in range(2000):
        d[i * 37 - 1000] = i
    print len(d), d[-1000], d[37 * 1999 - 1000], d[0 * len(argv) - 1000 + 37]
    t = 0
    for i in range(0, 2000, 2):
        t += d[i * 37 - 1000]
        del d[i * 37 - 1000]
    print t, len(d)
    for i in range(50):
        d[-i] = i
    print len(d), d[-49], d[0]
    return 0


def target(driver, args):
    return entry_point, None
