# explicit collections keep live objects
from rpython.rlib import rgc
import gc

class Node(object):
    def __init__(self, v, nxt):
        self.v = v
        self.nxt = nxt

def entry_point(argv):
    head = None
    for i in range(1000 * len(argv)):
        head = Node(i, head)
        if i % 300 == 0:
            rgc.collect()
    gc.collect()
    t = 0
    n = head
    while n is not None:
        t += n.v
        n = n.nxt
    print t
    return 0


def target(driver, args):
    return entry_point, None
