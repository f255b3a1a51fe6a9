# unrolling_iterable makes a loop over constants of different types
from rpython.rlib.unroll import unrolling_iterable

class Circle(object):
    def measure(self, n):
        return 3 * n * n

class Cube(object):
    def measure(self, n):
        return n * n * n

SHAPES = unrolling_iterable([("circle", Circle()), ("cube", Cube())])
FIELDS = unrolling_iterable(["alpha", "beta"])

class Rec(object):
    alpha = 1
    beta = 2

def entry_point(argv):
    n = len(argv) + 1
    for name, obj in SHAPES:
        print name, obj.measure(n)
    r = Rec()
    for f in FIELDS:
        setattr(r, f, getattr(r, f) + n)
    print r.alpha, r.beta
    return 0


def target(driver, args):
    return entry_point, None
