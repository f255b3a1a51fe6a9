# the list of a comprehension is a list of its own: it may be required not to be resized
from rpython.rlib.debug import make_sure_not_resized

class Layout(object):
    _immutable_fields_ = ["places[*]"]

    def __init__(self, places):
        self.places = places

def doubled(n):
    l = [i * 2 for i in range(n)]
    make_sure_not_resized(l)
    return l

def some(l):
    l = [str(x) for x in l if x > 1]
    make_sure_not_resized(l)
    return l

def grown(l):
    l = [x + 1 for x in l]
    l.append(100)
    return l

def entry_point(argv):
    n = len(argv) + 4
    a = doubled(n)
    print ",".join(some(a))
    print len(grown(a)), grown(a)[5]
    nested = [[y for y in range(x)] for x in a]
    print len(nested), len(nested[2])
    flat = [z for w in nested for z in w]
    print len(flat), flat[5]
    print len(Layout([c for c in "hello" * len(argv)]).places)
    print len([None for x in a])
    return 0


def target(driver, args):
    return entry_point, None
