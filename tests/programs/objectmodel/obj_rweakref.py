# weak dictionaries
from rpython.rlib.rweakref import RWeakValueDictionary, RWeakKeyDictionary
from rpython.rlib import rgc

class A(object):
    def __init__(self, n):
        self.n = n

class B(object):
    pass

D = RWeakValueDictionary(str, A)

def t(b):
    return "T" if b else "F"

def fill(keep):
    for i in range(10):
        a = A(i)
        D.set("k%d" % i, a)
        if i % 2:
            keep.append(a)

def entry_point(argv):
    keep = []
    fill(keep)
    rgc.collect()
    alive = 0
    for i in range(10 * len(argv)):
        a = D.get("k%d" % i)
        if a is not None:
            alive += a.n
    print alive, len(keep), t(D.get("none") is None)
    D.set("k1", None)
    print t(D.get("k1") is None)
    return 0


def target(driver, args):
    return entry_point, None
