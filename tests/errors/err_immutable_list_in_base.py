# A list in a field that only a subclass declares immutable.


class Base(object):
    pass


class Fixed(Base):
    _immutable_fields_ = ['names[*]']

    def __init__(self, names):
        self.names = names


class Loose(Base):
    def __init__(self, names):
        self.names = names


def count(x):
    return len(x.names)  #! error: the field names, _immutable_fields_ of Fixed, base class Base


def entry_point(argv):
    print count(Fixed(['a', 'b', argv[0]]))
    print count(Loose(['c']))
    return 0


def target(driver, args):
    return entry_point, None
