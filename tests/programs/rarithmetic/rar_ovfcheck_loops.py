# a saturating sum and product by ovfcheck
# mends: the reference fails with an internal error
# skip: js (64-bit words)
import sys
from rpython.rlib.rarithmetic import ovfcheck

def saturating_sum(l):
    t = 0
    for x in l:
        try:
            t = ovfcheck(t + x)
        except OverflowError:
            if x > 0:
                t = sys.maxint
            else:
                t = -sys.maxint - 1
    return t

def factorial_limit():
    n = 1
    f = 1
    while True:
        try:
            f = ovfcheck(f * (n + 1))
        except OverflowError:
            return n, f
        n += 1

def entry_point(argv):
    big = sys.maxint // 2
    print saturating_sum([1, 2, 3]), saturating_sum([big, big, big]), saturating_sum([-big, -big, -big, len(argv)])
    n, f = factorial_limit()
    print n, f
    return 0


def target(driver, args):
    return entry_point, None
