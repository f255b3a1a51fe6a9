# A subclass redefines a property and leaves its getter out.


class Base(object):
    def __init__(self):
        self._size = 1

    @property
    def size(self):
        return self._size


class Sub(Base):
    def set_size(self, size):
        self._size = size
    size = property(fset=set_size)


def entry_point(argv):
    base = Base()
    sub = Sub()
    sub.size = 5  #! error: the property size, only some of its definitions, setter
    print base.size, sub.size  #! error: the property size, only some of its definitions, getter
    return 0


def target(driver, args):
    return entry_point, None
