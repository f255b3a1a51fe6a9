# cycles are garbage like everything else
from rpython.rlib import rgc

class Counter(object):
    pass

counter = Counter()
counter.freed = 0

class Node(object):
    def __init__(self):
        self.other = None

class Leaf(object):
    def __del__(self):
        counter.freed += 1

class Owner(Node):
    def __init__(self):
        Node.__init__(self)
        self.leaf = Leaf()

def make():
    a = Owner()
    b = Owner()
    a.other = b
    b.other = a
    return a.other is b

def entry_point(argv):
    ok = 0
    for i in range(10 * len(argv)):
        if make():
            ok += 1
    rgc.collect()
    rgc.collect()
    rgc.collect()
    print ok, counter.freed
    return 0


def target(driver, args):
    return entry_point, None
