# dicts growing and shrinking while others are created
def entry_point(argv):
    old = {}
    total = 0
    for r in range(30 * len(argv)):
        d = {}
        for i in range(500):
            d[i * r] = [i]
        old[r] = d
        if r >= 5:
            gone = old[r - 5]
            total += len(gone)
            del old[r - 5]
    print len(old), total
    return 0


def target(driver, args):
    return entry_point, None
