# extendabletype adds methods to a class later
from rpython.tool.pairtype import extendabletype

class A(object):
    __metaclass__ = extendabletype
    def one(self):
        return 1

class B(A):
    pass

class __extend__(A):
    def two(self):
        return self.one() + 1

class __extend__(B):
    def one(self):
        return 100

def entry_point(argv):
    print A().two(), B().two() * len(argv)
    return 0


def target(driver, args):
    return entry_point, None
