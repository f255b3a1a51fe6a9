# attributes and methods that only a subclass has, used through the base
class Base(object):
    pass

class Sub(Base):
    def __init__(self, y):
        self.y = y
    def only(self):
        return self.y + 1

def make(n):
    if n:
        return Sub(n)
    return Base()

def entry_point(argv):
    x = make(5 * len(argv))
    if isinstance(x, Sub):
        print x.y, x.only()
    z = make(0)
    if isinstance(z, Sub):
        print "never"
    else:
        print "base"
    return 0


def target(driver, args):
    return entry_point, None
