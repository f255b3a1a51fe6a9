# loops over unrolling_iterable that are repeated a million times
# reference: runs out of memory
from rpython.rlib.unroll import unrolling_iterable

MANY = unrolling_iterable(range(1000))

def entry_point(argv):
    n = len(argv)
    for i in MANY:
        for j in MANY:
            n = n * 3 + i * j               #! error: too complex, unrolled
    return n


def target(driver, args):
    return entry_point, None
