# nested unrolled loops with break, continue and else
from rpython.rlib.unroll import unrolling_iterable

ROWS = unrolling_iterable([1, 2, 3])
COLS = unrolling_iterable([10, 20])

def entry_point(argv):
    n = len(argv) + 1
    for r in ROWS:
        if r == n:
            continue
        for c in COLS:
            if c * n > 30:
                break
            print r * c,
        else:
            print "all",
    print
    return 0


def target(driver, args):
    return entry_point, None
