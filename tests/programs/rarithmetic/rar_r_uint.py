# unsigned words: arithmetic, comparison, conversion
# skip: js (64-bit words)
# skip: untranslated (run-time bools)
from rpython.rlib.rarithmetic import r_uint, intmask

def show(a, b):
    print a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b

def entry_point(argv):
    n = len(argv)
    show(r_uint(10), r_uint(3))
    show(r_uint(-n), r_uint(2))
    show(r_uint(0), r_uint(n))
    big = r_uint(-n)
    print big, ~big, -r_uint(5), big >> 60, r_uint(n) << 63
    print r_uint(5) < big, big > r_uint(5), big == r_uint(-1), r_uint(n) == 1
    print intmask(big), intmask(big >> 1), float(r_uint(n) << 3)
    print r_uint(3.7 * n), big + 2, big * 2
    return 0


def target(driver, args):
    return entry_point, None
