# _freeze_ makes a prebuilt instance constant
class Frozen(object):
    def __init__(self, n):
        self.n = n
    def _freeze_(self):
        return True
    def add(self, x):
        return self.n + x

ONE = Frozen(1)
TEN = Frozen(10)

def apply(f, x):
    return f.add(x)

def entry_point(argv):
    print ONE.n, TEN.add(len(argv))
    print apply(ONE, 5), apply(TEN, 5)
    return 0


def target(driver, args):
    return entry_point, None
