# deleting most entries, then filling again, many times
def entry_point(argv):
    d = {}
    t = 0
    for r in range(20):
        for i in range(100 * len(argv)):
            d[r * 1000 + i] = i
        for i in range(95):
            del d[r * 1000 + i]
        t += len(d)
    print len(d), t
    s = 0
    for k in d:
        s = (s * 7 + k) % 100003
    print s > 0 and "ok" or "zero", d[19099], 5 in d and 1 or 0
    return 0


def target(driver, args):
    return entry_point, None
