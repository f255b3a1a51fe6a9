# converting large numbers between int and float
# skip: untranslated (run-time floats print with six decimals)
# skip: js (64-bit words)
import sys

def entry_point(argv):
    n = sys.maxint - len(argv) + 1
    print float(n), float(-n), float(1 << 62)
    x = 1e15 * len(argv)
    print int(x), int(x * 9), int(-x)
    print float(n) == n, n < 1e19
    return 0


def target(driver, args):
    return entry_point, None
