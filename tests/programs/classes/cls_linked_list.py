# self-referential objects with None at the end
class Cell(object):
    def __init__(self, head, tail):
        self.head = head
        self.tail = tail

def from_list(l):
    c = None
    i = len(l) - 1
    while i >= 0:
        c = Cell(l[i], c)
        i -= 1
    return c

def reverse(c):
    r = None
    while c is not None:
        r = Cell(c.head, r)
        c = c.tail
    return r

def show(c):
    while c is not None:
        print c.head,
        c = c.tail
    print

def length(c):
    if c is None:
        return 0
    return 1 + length(c.tail)

def entry_point(argv):
    c = from_list([1, 2, 3, 4 * len(argv)])
    show(c)
    show(reverse(c))
    print length(c), length(None) if False else 0
    return 0


def target(driver, args):
    return entry_point, None
