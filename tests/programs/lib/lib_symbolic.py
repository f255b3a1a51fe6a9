# integers that are known when the program is lowered, and such that C code would name
# skip: untranslated (they are known to the finished program only)
from rpython.rlib.objectmodel import CDefinedIntSymbolic, ComputedIntSymbolic


class Later(object):
    value = 0


def compute():
    return Later.value


SYMBOL = ComputedIntSymbolic(compute)
DEFINED = CDefinedIntSymbolic('(2 * 3)', default=6)
Later.value = 21


def larger(a, b):
    if a > b:
        return a
    return b


def entry_point(argv):
    n = len(argv)
    print SYMBOL + n, SYMBOL * 2, larger(SYMBOL, n), larger(n, DEFINED), DEFINED % 4
    total = 0
    for i in range(DEFINED):
        total += i
    print total
    return 0


def target(driver, args):
    return entry_point, None
