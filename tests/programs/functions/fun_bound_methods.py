# bound and unbound methods as values
class A(object):
    def __init__(self, x):
        self.x = x
    def add(self, y):
        return self.x + y

class B(A):
    def add(self, y):
        return self.x - y

def call(m, y):
    return m(y)

def pick(n):
    if n:
        return A(10).add
    return B(20).add

def entry_point(argv):
    m = A(3).add
    print m(4 * len(argv)), call(m, 5), pick(0)(1), pick(1)(1)
    f = A.add
    print f(A(100), 5)
    ms = [A(1).add, B(2).add, A(3).add]
    for k in ms:
        print k(10),
    print
    return 0


def target(driver, args):
    return entry_point, None
