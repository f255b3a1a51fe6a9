# StackOverflow of rstackovf
# skip: untranslated (it is RuntimeError there)
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow

def forever(n):
    if n < 0:
        return 0
    return forever(n + 1) + 1

def entry_point(argv):
    try:
        print forever(0)
    except StackOverflow:
        check_stack_overflow()
        print "StackOverflow"
    return 0


def target(driver, args):
    return entry_point, None
