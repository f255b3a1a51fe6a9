# indexing a tuple by an unrolled loop variable
from rpython.rlib.unroll import unrolling_iterable

THREE = unrolling_iterable(range(3))

def total(t):
    s = 0
    for i in THREE:
        s += t[i]
    return s

def entry_point(argv):
    print total((1, 2, 3 * len(argv)))
    print total((10, 20, 30))
    return 0


def target(driver, args):
    return entry_point, None
