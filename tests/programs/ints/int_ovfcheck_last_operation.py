# only the last operation inside ovfcheck is checked
# skip: untranslated (only the outermost operation is checked)
# skip: js (64-bit words)
import sys
from rpython.rlib.rarithmetic import ovfcheck

def three(a, b, c):
    try:
        return str(ovfcheck(a + b + c))
    except OverflowError:
        return "overflow"

def entry_point(argv):
    print three(1, 2, 3)
    print three(sys.maxint, 1, 2)
    print three(sys.maxint - 1, 1, 2)
    return 0


def target(driver, args):
    return entry_point, None
