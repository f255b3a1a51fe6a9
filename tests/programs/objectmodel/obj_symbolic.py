# keepalive_until_here, we_are_translated in conditions, sandbox and import helpers
from rpython.rlib.objectmodel import keepalive_until_here, specialize, ExtRegistryEntry, Symbolic

class A(object):
    def __init__(self, n):
        self.n = n

def entry_point(argv):
    a = A(len(argv))
    n = a.n + 1
    keepalive_until_here(a)
    print n
    return 0


def target(driver, args):
    return entry_point, None
