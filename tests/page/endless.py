# never ends by itself
def entry_point(argv):
    print 'begun'
    n = len(argv)
    while n >= 0:
        n = (n + 1) & 0xffff
    return 0


def target(driver, args):
    return entry_point, None
