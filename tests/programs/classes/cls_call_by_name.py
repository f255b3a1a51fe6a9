# special methods called by their names
class A(object):
    def __init__(self, x):
        self.x = x
    def __add__(self, other):
        return A(self.x + other.x)
    def __call__(self, y):
        return self.x * y
    def __str__(self):
        return "A%d" % self.x

def entry_point(argv):
    a = A(3 * len(argv))
    print a.__add__(A(4)).x, a.__call__(5), a.__str__()
    return 0


def target(driver, args):
    return entry_point, None
