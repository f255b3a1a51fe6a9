# ovfcheck raises OverflowError where the result does not fit
# skip: js (64-bit words)
import sys
from rpython.rlib.rarithmetic import ovfcheck

def add(a, b):
    try:
        return str(ovfcheck(a + b))
    except OverflowError:
        return "overflow"

def sub(a, b):
    try:
        return str(ovfcheck(a - b))
    except OverflowError:
        return "overflow"

def mul(a, b):
    try:
        return str(ovfcheck(a * b))
    except OverflowError:
        return "overflow"

def neg(a):
    try:
        return str(ovfcheck(-a))
    except OverflowError:
        return "overflow"

def shl(a, n):
    try:
        return str(ovfcheck(a << n))
    except OverflowError:
        return "overflow"

def entry_point(argv):
    big = sys.maxint
    small = -big - 1
    for a, b in [(1, 2), (big, 1), (big, -1), (small, -1), (big, big), (small, small), (3000000000, 3000000000),
                 (4000000000, 4000000000), (small, 1), (-1, small)]:
        print add(a, b), sub(a, b), mul(a, b)
    print neg(5), neg(small), neg(big)
    for n in [0, 1, 61, 62, 63]:
        print shl(1, n), shl(3, n), shl(-1, n)
    return 0


def target(driver, args):
    return entry_point, None
