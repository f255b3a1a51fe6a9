# hints about inlining change nothing
from rpython.rlib.objectmodel import dont_inline, always_inline, not_rpython, enforceargs

@dont_inline
def a(x):
    return x + 1

@always_inline
def b(x):
    return a(x) * 2

@enforceargs(int, str)
def c(n, s):
    return s * n

@not_rpython
def never():
    return set([1])

def entry_point(argv):
    print a(len(argv)), b(len(argv)), c(3, "ab")
    return 0


def target(driver, args):
    return entry_point, None
