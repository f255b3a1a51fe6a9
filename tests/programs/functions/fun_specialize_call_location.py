# call_location and a memo function over prebuilt objects
from rpython.rlib.objectmodel import specialize

class Color(object):
    def __init__(self, name, code):
        self.name = name
        self.code = code
    def _freeze_(self):
        return True

RED = Color("red", 1)
BLUE = Color("blue", 2)

@specialize.memo()
def code_of(c):
    return c.code * 11

@specialize.call_location()
def first(l):
    return l[0]

def pick(n):
    if n:
        return RED
    return BLUE

def entry_point(argv):
    n = len(argv)
    print code_of(pick(0)), code_of(pick(n))
    print first([n, 2]), first(["s" * n])
    return 0


def target(driver, args):
    return entry_point, None
