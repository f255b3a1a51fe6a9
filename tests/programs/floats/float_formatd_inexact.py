# values that lie just beside a rounding boundary
from rpython.rlib.rfloat import formatd

def entry_point(argv):
    for x in [0.05, 0.15, 0.25, 0.35, 0.45, 1.005, 2.675, 1e15 + 0.3, 9.995, 0.5, 1.5, 2.5]:
        print formatd(x, "f", 1), formatd(x, "f", 2), formatd(x, "f", 0), formatd(x, "r", 0), formatd(x, "e", 0)
    return 0


def target(driver, args):
    return entry_point, None
