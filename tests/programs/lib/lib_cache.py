# rlib.cache computes once per key while translating
from rpython.rlib.cache import Cache
from rpython.rlib.objectmodel import specialize

class Squares(Cache):
    def _build(self, key):
        return key * key

    def _freeze_(self):
        return True

SQUARES = Squares()

@specialize.memo()
def square_of(n):
    return SQUARES.getorbuild(n)

def entry_point(argv):
    print square_of(12), square_of(5) * len(argv)
    return 0


def target(driver, args):
    return entry_point, None
