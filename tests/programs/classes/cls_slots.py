# slots of classes: what instances take, the descriptors that the class has for them while the program is imported
class Point(object):
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Named(Point):
    __slots__ = 'name'


class Free(Point):
    pass


def reason(kind, what):
    try:
        what()
    except kind as e:
        return str(e)
    return 'nothing'


def unnamed():
    class Bad(object):
        __slots__ = ['two words']


def numbered():
    class Bad(object):
        __slots__ = [5]


def other_attribute():
    Point(1, 2).z = 3


def foreign():
    Named.name.__get__(Point(1, 2), Point)


point = Point(3, 4)
Point.x.__set__(point, 30)
Point.y.__delete__(point)
named = Named(5, 6)
named.name = 'five'
free = Free(7, 8)
free.more = 9

class Secret(object):
    __slots__ = '__hidden', '__dict__'

    def __init__(self):
        self.__hidden = 1
        self.other = 2


facts = [
    'secret %s %s' % (Secret.__slots__, hasattr(Secret(), '_Secret__hidden')),
    'slots %s' % (Point.__slots__,),
    'read %d' % Point.x.__get__(point, Point),
    'type %s' % type(Point.x).__name__,
    'owner %s' % Named.x.__objclass__.__name__,
    'deleted %s' % reason(AttributeError, lambda: point.y),
    'has dict %s %s' % (hasattr(point, '__dict__'), hasattr(free, '__dict__')),
    'other %s' % reason(AttributeError, other_attribute),
    'words %s' % reason(TypeError, unnamed).split('\n')[-1].strip(),
    'number %s' % reason(TypeError, numbered).split('\n')[-1].strip(),
    'foreign %s' % reason(TypeError, foreign),
]


def entry_point(argv):
    for fact in facts:
        print fact
    point.y = 10 * len(argv)
    print point.x, point.y, named.x, named.name, free.more
    return 0


def target(driver, args):
    return entry_point, None
