# counting down, every other, and neighbours
def entry_point(argv):
    l = [3, 1, 4, 1, 5, 9 * len(argv)]
    for i in range(len(l) - 1, -1, -1):
        print l[i],
    print
    for i in range(0, len(l), 2):
        print l[i],
    print
    for i in range(len(l) - 1):
        print l[i + 1] - l[i],
    print
    n = 10
    while n:
        n -= 3
        if n < 0:
            break
        print n,
    print
    return 0


def target(driver, args):
    return entry_point, None
