# signatures of rlib.signature and types
from rpython.rlib.signature import signature
from rpython.rlib import types

@signature(types.int(), types.str(), returns=types.str())
def rep(n, s):
    return s * n

@signature(types.any(), returns=types.int())
def size(l):
    return len(l)

def entry_point(argv):
    print rep(3 * len(argv), "ab"), size([1, 2, 3])
    return 0


def target(driver, args):
    return entry_point, None
