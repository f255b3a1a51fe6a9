# longs computed at import time that fit into words, sys.maxint, tables of masks
import sys
from rpython.rlib.rarithmetic import r_uint, intmask, LONG_BIT

MASKS = [r_uint((1 << i) - 1) for i in range(LONG_BIT)]
POWERS = [1 << i for i in range(LONG_BIT - 1)]
BIG = sys.maxint

def entry_point(argv):
    n = len(argv)
    print MASKS[4 * n], MASKS[31 * n], POWERS[30 * n], POWERS[0]
    print intmask(MASKS[n]) + 1, BIG == sys.maxint and "same" or "other"
    return 0


def target(driver, args):
    return entry_point, None
