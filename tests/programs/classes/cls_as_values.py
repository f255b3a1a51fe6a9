# classes in variables, lists and dicts; creating instances through them
class Shape(object):
    sides = 0
    def __init__(self, n):
        self.n = n

class Tri(Shape):
    sides = 3

class Quad(Shape):
    sides = 4
    def __init__(self, n):
        Shape.__init__(self, n * 2)

CLASSES = [Shape, Tri, Quad]

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    for c in CLASSES:
        o = c(5 * len(argv))
        print c.sides, o.n, c.__name__, t(isinstance(o, Tri)), t(c is Quad)
    d = {"t": Tri, "q": Quad}
    print d["q" * len(argv)](1).n
    o = Tri(1)
    print t(o.__class__ is Tri), o.__class__.__name__, t(isinstance(o, CLASSES[len(argv)]))
    return 0


def target(driver, args):
    return entry_point, None
