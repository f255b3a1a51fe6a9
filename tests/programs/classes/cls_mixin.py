# _mixin_ classes and import_from_mixin
from rpython.rlib.objectmodel import import_from_mixin

class Counting(object):
    _mixin_ = True
    count = 0
    def tick(self):
        self.count += 1
        return self.count

class Naming(object):
    def title(self):
        return "<" + self.name() + ">"

class Base(object):
    def name(self):
        return "base"

class A(Counting, Base):
    def name(self):
        return "a"

class B(Base):
    import_from_mixin(Naming)
    def name(self):
        return "b"

class C(Base):
    import_from_mixin(Naming)

def entry_point(argv):
    a = A()
    for i in range(3 * len(argv)):
        a.tick()
    print a.tick(), a.name()
    print B().title(), C().title()
    return 0


def target(driver, args):
    return entry_point, None
