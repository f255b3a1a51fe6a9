# functions that promote their arguments, with parameters of any name
from rpython.rlib.jit import elidable_promote


@elidable_promote()
def plus(func, other):
    return func + other


@elidable_promote(promote_args='0')
def minus(promote, f):
    return promote - f


def entry_point(argv):
    n = len(argv)
    print plus(n, 41), minus(n, 11)
    return 0


def target(driver, args):
    return entry_point, None
