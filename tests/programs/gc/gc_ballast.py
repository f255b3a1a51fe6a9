# arrays of characters and of integers larger than the nursery
def entry_point(argv):
    k = len(argv)
    ints = [0] * (1000000 * k)
    for i in range(0, len(ints), 1000):
        ints[i] = i
    s = "z" * (5000000 * k)
    parts = []
    for i in range(20):
        parts.append(s[i * 1000:i * 1000 + 500])
    joined = "".join(parts)
    print len(ints), ints[999000], len(s), len(joined)
    return 0


def target(driver, args):
    return entry_point, None
