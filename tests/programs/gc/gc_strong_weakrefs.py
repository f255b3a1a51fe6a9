# Without weak references of the collector, references are strong.
# options: --no-translation-rweakref
# skip: untranslated (weak references are weak there)
import weakref
from rpython.rlib import rgc


class Node(object):
    def __init__(self, value):
        self.value = value


class Leaf(Node):
    pass


FIRST = Node(7)
prebuilt = [weakref.ref(FIRST), None]


def make(value):
    return weakref.ref(Node(value))


def choose(n):
    if n:
        return weakref.ref(Leaf(n))
    return None


def entry_point(argv):
    w = make(len(argv) + 4)
    rgc.collect()
    node = w()
    print int(node is not None), node.value
    for ref in prebuilt:
        if ref is None:
            print 'none',
        else:
            print ref().value, int(ref() is FIRST),
    print
    for n in [0, 3]:
        ref = choose(n)
        rgc.collect()
        print int(ref is None),
        if ref is not None:
            print ref().value,
    print
    return 0


def target(driver, args):
    return entry_point, None
