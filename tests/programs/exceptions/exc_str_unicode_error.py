# str of a unicode string that is not ASCII, inside its own handler
# mends: the reference aborts
def entry_point(argv):
    u = u"\xe9" * len(argv)
    try:
        print str(u)
    except UnicodeEncodeError:
        print "UnicodeEncodeError"
    return 0


def target(driver, args):
    return entry_point, None
