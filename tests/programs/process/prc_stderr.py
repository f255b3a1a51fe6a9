# writing to standard error
import os

def entry_point(argv):
    print "to stdout"
    os.write(2, "to stderr %d\n" % len(argv))
    return 0


def target(driver, args):
    return entry_point, None
