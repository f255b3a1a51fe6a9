# equality, order and truth of instances do not call user methods
# skip: untranslated (user operators are ignored)
class A(object):
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
    def __ne__(self, other):
        return self.x != other.x
    def __nonzero__(self):
        return False
    def __len__(self):
        return 0

def entry_point(argv):
    a = A(len(argv))
    b = A(1)
    print a == b, a != b, a == a, a.__eq__(b)
    if a:
        print "true"
    print not a, bool(b), len(a)
    print a in [b], a in [a, b]
    return 0


def target(driver, args):
    return entry_point, None
