# a class marked with never_allocate of which an instance escapes
from rpython.rlib.objectmodel import dont_inline, never_allocate


@never_allocate
class Pair(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b


@dont_inline
def make(n):
    return Pair(n, n + 1)           #! error: instance of Pair, make, never_allocate


def entry_point(argv):
    short = Pair(len(argv), 2)      # this one is optimized away
    print short.a + short.b
    print make(len(argv)).b
    return 0


def target(driver, args):
    return entry_point, None
