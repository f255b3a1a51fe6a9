# an UnboxedValue, which has one field, with two
from rpython.rlib.objectmodel import UnboxedValue


class Number(object):
    __slots__ = ()


class Small(Number, UnboxedValue):      #! error: Small, UnboxedValue, one name
    __slots__ = ('low', 'high')


class Large(Number):
    __slots__ = ('text',)

    def __init__(self, text):
        self.text = text


def make(n):
    if n > 3:
        return Large(str(n))
    return Small(n)


def entry_point(argv):
    print int(isinstance(make(len(argv)), Small))
    return 0


def target(driver, args):
    return entry_point, None
