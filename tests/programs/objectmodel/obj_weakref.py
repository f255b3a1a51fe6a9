# weak references live as long as their objects
import weakref
from rpython.rlib import rgc

class A(object):
    def __init__(self, n):
        self.n = n

def make(n):
    return weakref.ref(A(n))

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    a = A(5 * len(argv))
    r = weakref.ref(a)
    print t(r() is a), r().n
    dead = make(3)
    rgc.collect()
    print t(dead() is None), t(r() is a)
    refs = []
    keep = []
    for i in range(10):
        x = A(i)
        refs.append(weakref.ref(x))
        if i % 3 == 0:
            keep.append(x)
    x = a
    rgc.collect()
    alive = 0
    for r in refs:
        if r() is not None:
            alive += r().n
    print alive, len(keep)
    return 0


def target(driver, args):
    return entry_point, None
