# highest_bit, int_between, is_valid_int, widen, most_neg_value_of
# skip: js (64-bit words)
from rpython.rlib.rarithmetic import (LONG_BIT, highest_bit, int_between, widen, r_uint,
                                      int_c_div, int_c_mod, byteswap, intmask, maxint)

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    n = len(argv)
    print LONG_BIT, highest_bit(8 * n), highest_bit(1024 * n), maxint
    print t(int_between(1, 2, 3 + n)), t(int_between(1, 5, 3 + n))
    print int_c_div(-7, 2 * n), int_c_mod(-7, 2 * n), int_c_div(7, -2 * n), int_c_mod(7, -2 * n)
    print byteswap(n), intmask(byteswap(r_uint(255 * n)))
    return 0


def target(driver, args):
    return entry_point, None
