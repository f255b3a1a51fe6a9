# a list of a hundred thousand links is collected without recursion
from rpython.rlib import rgc

class Link(object):
    def __init__(self, nxt):
        self.nxt = nxt

def entry_point(argv):
    head = None
    for i in range(100000 * len(argv)):
        head = Link(head)
    rgc.collect()
    n = 0
    while head is not None:
        head = head.nxt
        n += 1
    rgc.collect()
    print n
    return 0


def target(driver, args):
    return entry_point, None
