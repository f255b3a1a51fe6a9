# mixing signed and unsigned numbers
# reference: RPython cannot prove that these integers are of the same signedness
from rpython.rlib.rarithmetic import r_uint

def entry_point(argv):
    a = r_uint(5)
    b = -len(argv)
    print a + b                             #! error: unsigned, signed
    return 0


def target(driver, args):
    return entry_point, None
