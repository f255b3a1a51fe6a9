# unrolled loops over classes, functions, pairs of names and types
from rpython.rlib.unroll import unrolling_iterable

class A(object):
    tag = "a"

class B(A):
    tag = "b"

class C(A):
    tag = "c"

def inc(x):
    return x + 1

def text(x):
    return "<%d>" % x

CLASSES = unrolling_iterable([A, B, C])
FUNCS = unrolling_iterable([inc, text])
EMPTY = unrolling_iterable([])

def build(tag):
    for cls in CLASSES:
        if cls.tag == tag:
            return cls()
    return None

def entry_point(argv):
    for tag in ["c", "a", "zz"]:
        x = build(tag)
        if x is None:
            print "none",
        else:
            print x.tag,
    print
    for f in FUNCS:
        print f(5 * len(argv)),
    print
    for x in EMPTY:
        print "never"
    return 0


def target(driver, args):
    return entry_point, None
