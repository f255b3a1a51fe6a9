# import_from_mixin: lists of immutable fields are joined, special methods stay behind, bases of the mixin count
from rpython.rlib.debug import check_not_access_directly
from rpython.rlib.objectmodel import import_from_mixin


class Base(object):
    _immutable_fields_ = ['a']
    common = 'base'

    def where(self):
        return 'base'

    def length(self):
        return 10 + self.a


class Mixin(Base):
    _immutable_fields_ = ['b']

    def __init__(self, a, b):
        self.a = a
        self.b = b

    def __len__(self):
        return 99

    def where(self):
        return 'mixin'

    @staticmethod
    def twice(x):
        return x * 2


class Plain(object):
    def __len__(self):
        return 3


class Whole(Plain):
    _immutable_fields_ = ['c']
    import_from_mixin(Mixin)


class Other(object):
    import_from_mixin(Mixin, special_methods=['__init__', '__len__'])


FIELDS = ' '.join(sorted(Whole._immutable_fields_))


def clash():
    try:
        class Clash(object):
            common = 1
            import_from_mixin(Mixin)
    except Exception:
        return 'refused'
    return 'taken'


CLASH = clash()


def entry_point(argv):
    whole = Whole(len(argv), 5)
    other = check_not_access_directly(Other(7, 8))
    print FIELDS, CLASH
    print len(whole), len(other), whole.where(), whole.length(), other.length(), whole.common
    print whole.a + whole.b, other.a + other.b, Whole.twice(4), Other.twice(5)
    return 0


def target(driver, args):
    return entry_point, None
