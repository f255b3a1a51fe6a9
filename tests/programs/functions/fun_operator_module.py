# Functions of the module operator, called directly and handed to a function that is copied for each.
# skip: reference (operator.not_() cannot be translated)
import operator
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.objectmodel import specialize
import sys


@specialize.arg(0)
def apply_to(op, a, b):
    return op(a, b)


def checked(n):
    try:
        return ovfcheck(operator.neg(n))
    except OverflowError:
        return 0


def entry_point(argv):
    n = len(argv)
    print operator.add(n, 4), operator.sub(n, 4), operator.mul(n + 1, 4), operator.floordiv(17, n + 1)
    print operator.mod(17, n + 4), operator.neg(n), operator.invert(n), operator.and_(n + 4, 7), operator.xor(n, 3)
    print int(operator.truediv(n * 20, 4)), int(operator.eq(n, 1)), int(operator.lt(n, 1)), int(operator.not_(n))
    print operator.getitem([3, 4, 5], n), int(operator.contains('abc', 'b'))
    print apply_to(operator.add, n, 10), apply_to(operator.mul, n + 2, 10), apply_to(operator.lshift, n, 4)
    print checked(n), checked(-sys.maxint - n)
    return 0


def target(driver, args):
    return entry_point, None
