# a hundred thousand lines of output
# slow: much output
def entry_point(argv):
    t = 0
    for i in range(20000 * len(argv)):
        t = (t * 7 + i) % 1009
        print i, t
    return 0


def target(driver, args):
    return entry_point, None
