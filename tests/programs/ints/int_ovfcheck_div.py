# ovfcheck of floor division and remainder: zero, and the one quotient that does not fit
# skip: untranslated (the remainder of the least integer by -1 is reported as an overflow)
# skip: js (64-bit words)
import sys
from rpython.rlib.rarithmetic import ovfcheck

def div(a, b):
    try:
        return str(ovfcheck(a // b))
    except OverflowError:
        return "overflow"
    except ZeroDivisionError:
        return "zero"

def mod(a, b):
    try:
        return str(ovfcheck(a % b))
    except OverflowError:
        return "overflow"
    except ZeroDivisionError:
        return "zero"

def entry_point(argv):
    small = -sys.maxint - 1
    for a, b in [(7, 2), (-7, 2), (7, 0), (small, -1), (small, 1), (small, 2), (0, -1)]:
        print div(a, b), mod(a, b)
    return 0


def target(driver, args):
    return entry_point, None
