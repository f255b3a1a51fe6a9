# rounding with rfloat's helpers
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib.rfloat import round_away, round_double, isfinite

def show(x):
    print round_away(x), round_double(x, 2), round_double(x, 0), isfinite(x)

def entry_point(argv):
    for x in [0.5, 1.5, 2.5, -0.5, -2.5, 2.567, 2.564, 1234.5678, 0.0]:
        show(x)
    print round_double(1234.5678 * len(argv), -2)
    return 0


def target(driver, args):
    return entry_point, None
