# arithmetic wraps around silently at 64 bits
# skip: untranslated (wraps around)
# skip: js (64-bit words)
import sys

def add(a, b):
    return a + b

def entry_point(argv):
    big = sys.maxint
    small = -big - 1
    print add(big, 1), add(small, -1), add(big, big)
    print mul(big, 2), mul(big, big), mul(small, small), mul(1 << 32, 1 << 32), mul(4000000000, 4000000000)
    print neg(small), absolute(small), absolute(-5)
    return 0

def mul(a, b):
    return a * b

def neg(a):
    return -a

def absolute(a):
    return abs(a)


def target(driver, args):
    return entry_point, None
