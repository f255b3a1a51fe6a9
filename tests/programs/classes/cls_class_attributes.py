# class attributes as defaults, overridden in subclasses and on instances
class Base(object):
    kind = "base"
    size = 1
    def describe(self):
        return "%s %d" % (self.kind, self.size)

class Derived(Base):
    kind = "derived"

class Bigger(Derived):
    size = 10

def entry_point(argv):
    b = Base()
    d = Derived()
    g = Bigger()
    for x in [b, d, g]:
        print x.describe()
    d.size = 5 * len(argv)
    b.kind = "changed"
    for x in [b, d, g]:
        print x.describe()
    print Base.kind, Derived.size, Bigger.size, Base().kind
    return 0


def target(driver, args):
    return entry_point, None
