# A shift by the width of a word.
# options: --checked
# status: 134
# skip: untranslated (integers grow there)
# skip: reference (undefined)
from rpython.rlib.rarithmetic import LONG_BIT, r_uint


def entry_point(argv):
    top = LONG_BIT - len(argv)
    print int(1 << top < 0), -1 >> top, int(r_uint(-1) >> top == r_uint(1))
    print 1 << (top + len(argv))  # here
    return 0


def target(driver, args):
    return entry_point, None
