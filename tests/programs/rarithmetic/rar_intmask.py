# intmask wraps to a signed word
# skip: js (64-bit words)
import sys
from rpython.rlib.rarithmetic import intmask, r_uint, r_longlong

def mul_hash(s):
    h = 5381
    for c in s:
        h = intmask(h * 33 + ord(c))
    return h

def lcg(x):
    return intmask(x * 6364136223846793005 + 1442695040888963407)

def entry_point(argv):
    print mul_hash("hello"), mul_hash("a somewhat longer text, to wrap around")
    x = len(argv)
    for i in range(5):
        x = lcg(x)
        print x
    print intmask(r_uint(0) - 1), intmask(r_longlong(-7)), intmask(sys.maxint + len(argv))
    return 0


def target(driver, args):
    return entry_point, None
