# r_singlefloat keeps 24 bits
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib.rarithmetic import r_singlefloat

def entry_point(argv):
    for x in [0.5, 0.1, 16777217.0, 1e-50, 3.14159265358979]:
        s = r_singlefloat(x * len(argv))
        print float(s), float(s) == x
    return 0


def target(driver, args):
    return entry_point, None
