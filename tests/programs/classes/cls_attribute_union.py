# attributes that hold int or float, subclasses or None
# skip: untranslated (the union is a float)
class A(object):
    v = 1

class B(A):
    v = 2.5

class Holder(object):
    def __init__(self):
        self.what = None
    def put(self, w):
        self.what = w

def entry_point(argv):
    for x in [A(), B()]:
        print x.v,
    print
    h = Holder()
    print h.what is None
    h.put(A())
    print h.what is None
    w = h.what
    if w is not None:
        print w.v * len(argv)
    return 0


def target(driver, args):
    return entry_point, None
