# r_longlong and r_ulonglong
# skip: untranslated (run-time bools, wrap-around)
from rpython.rlib.rarithmetic import r_longlong, r_ulonglong, intmask

def entry_point(argv):
    n = len(argv)
    a = r_longlong(n) << 40
    b = r_longlong(-3)
    print a, a * b, a // r_longlong(7), a % r_longlong(7), a + n, a - b
    print a > b, a == b, r_longlong(5) // r_longlong(-2)
    c = r_ulonglong(n) << 63
    print c, c >> 3, c + r_ulonglong(1), c // r_ulonglong(3), c % r_ulonglong(10)
    print intmask(b), float(a)
    d = r_longlong(0x7fffffffffffffff)
    print d, d + r_longlong(n)
    return 0


def target(driver, args):
    return entry_point, None
