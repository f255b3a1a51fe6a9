# print to a file
# reference: This operation is not RPython
import sys

def entry_point(argv):
    print >>sys.stderr, "hello", len(argv)  #! error: print, >>
    return 0


def target(driver, args):
    return entry_point, None
