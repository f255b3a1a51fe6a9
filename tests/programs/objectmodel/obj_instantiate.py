# instantiate makes an instance without its constructor
from rpython.rlib.objectmodel import instantiate

class A(object):
    n = 1
    def __init__(self, n):
        self.n = n
    def get(self):
        return self.n

class B(A):
    def get(self):
        return self.n * 100

def make(cls, n):
    a = instantiate(cls)
    a.n = n
    return a

def pick(n):
    if n:
        return A
    return B

def entry_point(argv):
    for i in range(2):
        print make(pick(i), 5 * len(argv)).get(),
    print A(3).get()
    return 0


def target(driver, args):
    return entry_point, None
