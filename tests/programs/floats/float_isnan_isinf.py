# math.isnan and math.isinf
import math

def kind(x):
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        if x > 0:
            return "+inf"
        return "-inf"
    return "finite"

def entry_point(argv):
    big = 1e300 * len(argv)
    inf = big * big
    print kind(1.0), kind(inf), kind(-inf), kind(inf - inf)
    return 0


def target(driver, args):
    return entry_point, None
