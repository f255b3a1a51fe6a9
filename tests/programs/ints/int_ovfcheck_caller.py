# an overflow is seen by a handler in the caller, and by handlers for base classes
import sys
from rpython.rlib.rarithmetic import ovfcheck

def add(a, b):
    return ovfcheck(a + b)

def double_sum(l):
    t = 0
    for x in l:
        t = add(t, x)
    return t

def entry_point(argv):
    print double_sum([1, 2, 3])
    try:
        print double_sum([sys.maxint, 1, 5])
    except OverflowError:
        print "overflow"
    try:
        print add(sys.maxint, len(argv))
    except ArithmeticError:
        print "arithmetic"
    try:
        print add(sys.maxint, len(argv))
    except Exception:
        print "exception"
    return 0


def target(driver, args):
    return entry_point, None
