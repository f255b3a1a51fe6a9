# an entry point that returns nothing
# reference: stand-alone program entry point must return an int
def entry_point(argv):                      #! error: entry point, int
    print "hello", len(argv)


def target(driver, args):
    return entry_point, None
