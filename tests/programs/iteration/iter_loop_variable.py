# the loop variable may be changed inside, and keeps a value bound before
def entry_point(argv):
    last = -1
    for i in range(4):
        last = i
        i += 10
        print i,
    print last
    x = 0
    for x in [5, 6, 7 * len(argv)]:
        pass
    print x
    return 0


def target(driver, args):
    return entry_point, None
