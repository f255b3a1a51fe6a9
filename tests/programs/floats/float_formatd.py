# formatd and double_to_string with all their codes
from rpython.rlib.rfloat import formatd, DTSF_STR_PRECISION, DTSF_ADD_DOT_0, DTSF_SIGN

def show(x):
    print formatd(x, "r", 0, DTSF_ADD_DOT_0), formatd(x, "r", 0), formatd(x, "g", DTSF_STR_PRECISION),
    print formatd(x, "f", 2), formatd(x, "e", 3), formatd(x, "g", 4), formatd(x, "f", 0, DTSF_SIGN)

def entry_point(argv):
    for x in [0.0, 1.0, -1.0, 0.1, 2.5, 1e16, 1e22, 1e-7, 123456.789, 1e300, 5e-324, 1.0 / 3.0]:
        show(x)
    inf = 1e200 * 1e200 * len(argv)
    print formatd(inf, "r", 0), formatd(-inf, "f", 2), formatd(inf - inf, "g", 12)
    return 0


def target(driver, args):
    return entry_point, None
