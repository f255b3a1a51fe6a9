# SystemExit raised and caught in one function
def entry_point(argv):
    try:
        raise SystemExit(3)
    except SystemExit:
        print "caught"
    try:
        raise KeyboardInterrupt
    except KeyboardInterrupt:
        print "interrupt"
    return 0


def target(driver, args):
    return entry_point, None
