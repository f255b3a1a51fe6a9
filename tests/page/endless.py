# Never ends by itself, which type inference does not see.
def entry_point(argv):
    print 'begun'
    n = len(argv)
    while n != -1:
        n = (n + 1) & 0xffff
    return 0


def target(driver, args):
    return entry_point, None
