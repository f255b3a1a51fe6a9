# many strings of growing size
def entry_point(argv):
    table = {}
    s = "x" * len(argv)
    total = 0
    for i in range(2000):
        t = s * (i % 50) + str(i)
        table[t] = i
        if i % 3 == 0 and i > 300:
            total += len(t)
    print len(table), total
    big = []
    for i in range(50):
        big.append("ab" * (i * 1000))
    n = 0
    for b in big:
        n += len(b)
    print n
    return 0


def target(driver, args):
    return entry_point, None
