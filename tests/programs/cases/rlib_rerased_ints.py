# rlib.rerased: which ints fit into a pointer.
# options: --translation-taggedpointers
# skip: wasm (pointers are narrower than ints)
import sys
from _cases import entry_point_of
from rpython.rlib.rerased import erase_int, unerase_int


def case_large_ints_do_not_fit():
    half = sys.maxint >> 1
    for n in [half, half + 1, sys.maxint, -half - 1, -half - 2, -sys.maxint - 1]:
        try:
            erase_int(n)
            print 'fits',
        except OverflowError:
            print 'overflow',
    print


def case_largest_ints_come_back():
    half = sys.maxint >> 1
    for n in [half, half - 1, -half - 1]:
        print int(unerase_int(erase_int(n)) == n),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
