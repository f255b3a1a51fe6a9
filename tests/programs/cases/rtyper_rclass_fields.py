# Fields and methods of instances: defaults, inheritance, places of definition, prebuilt instances.
from _cases import entry_point_of


class Plant(object):
    height = 3
    name = 'plant'

    def grow(self, by):
        self.height += by
        return self.height


class Tree(Plant):
    name = 'tree'

    def __init__(self, rings):
        self.rings = rings

    def grow(self, by):
        self.rings += 1
        return Plant.grow(self, by * 2)


class Bush(Plant):
    pass


def case_class_default_until_assigned():
    a, b = Plant(), Plant()
    a.height = 9
    print a.height, b.height, Plant.height


def case_default_overridden_in_subclass():
    for p in [Plant(), Tree(4), Bush()]:
        print p.name, p.height


def case_assignment_to_overridden_default():
    t = Tree(1)
    t.name = 'oak'
    print t.name, Tree(2).name


def case_virtual_method():
    for p in [Plant(), Tree(10), Bush()]:
        print p.grow(5), p.height


def case_base_method_called_by_class():
    t = Tree(7)
    print t.grow(1), t.rings


class Point(object):
    def __init__(self, x, y=10):
        self.x = x
        self.y = y


def case_init_with_default_argument():
    p, q = Point(1), Point(2, 3)
    print p.x, p.y, q.x, q.y


def case_init_with_keyword():
    p = Point(y=4, x=8)
    print p.x - p.y


class WithoutInit(object):
    pass


def fill(obj, value):
    obj.first = value
    obj.second = obj.first * 2


def case_field_first_assigned_elsewhere():
    w = WithoutInit()
    fill(w, 21)
    print w.first, w.second


class Base(object):
    pass


class Left(Base):
    def __init__(self):
        self.value = 5


class Right(Base):
    def __init__(self):
        self.value = 7


def read_value(b):
    return b.value


def case_field_of_subclasses_moves_to_base():
    # Read through the base class: the field belongs to it then.
    print read_value(Left()), read_value(Right())


def case_two_unrelated_fields_of_one_name():
    class_a, class_b = OnlyInt(), OnlyText()
    print class_a.item + 1, class_b.item + '!'


class OnlyInt(object):
    item = 40


class OnlyText(object):
    item = 'text'


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


def case_recursive_structure():
    head = None
    for i in range(6):
        head = Node(i * i, head)
    total, node = 0, head
    while node is not None:
        total = total * 3 + node.value
        node = node.next
    print total


def case_cycle():
    a = Node(1, None)
    b = Node(2, a)
    a.next = b
    print a.next.next.next.value, int(b.next.next is b)


fixed = Node(100, Node(200, None))


def case_prebuilt_instance():
    print fixed.value, fixed.next.value, int(fixed.next.next is None)


def case_prebuilt_instance_changes():
    fixed.next.value += 1
    print fixed.next.value
    fixed.next.value -= 1


ring = Node(1, None)
ring.next = Node(2, ring)


def case_prebuilt_cycle():
    print ring.next.next.value, int(ring.next.next is ring)


prebuilt_tree = Tree(3)


def case_prebuilt_instance_with_inherited_default():
    print prebuilt_tree.height, prebuilt_tree.name, prebuilt_tree.rings


def case_prebuilt_default_stays():
    t = Tree(0)
    prebuilt_tree.grow(1)
    print prebuilt_tree.height, t.height
    prebuilt_tree.height = 3


class Counter(object):
    instances = 0

    def __init__(self):
        counts.total += 1


class Counts(object):
    total = 0


counts = Counts()


def case_state_in_prebuilt_instance():
    for i in range(4):
        Counter()
    print counts.total
    counts.total = 0


class Slots(object):
    __slots__ = ('a', 'b')

    def __init__(self, a):
        self.a = a
        self.b = -a


class MoreSlots(Slots):
    __slots__ = ('c',)

    def sum(self):
        self.c = self.a * 10
        return self.a + self.b + self.c


def case_slots():
    m = MoreSlots(6)
    print m.sum(), m.c


class Attrs(object):
    _attrs_ = ['kind', 'size']

    def __init__(self, kind):
        self.kind = kind
        self.size = len(kind)


def case_attrs_declared():
    print Attrs('four').size, Attrs('x').kind


class Immutable(object):
    _immutable_ = True

    def __init__(self, n):
        self.n = n


unchanging = Immutable(77)


def case_immutable():
    print unchanging.n, Immutable(8).n


class Holder(object):
    _immutable_fields_ = ['items[*]', 'label']

    def __init__(self, items, label):
        self.items = items
        self.label = label


def case_immutable_fields():
    h = Holder([1, 2, 3], 'abc')
    print h.items[1], h.label, len(h.items)


class Celsius(object):
    def __init__(self, degrees):
        self._degrees = degrees

    def _get(self):
        return self._degrees

    def _set(self, value):
        self._degrees = value * 2

    degrees = property(_get, _set)


class Kelvin(Celsius):
    def _shifted(self):
        return self._degrees + 273

    shifted = property(_shifted)


def case_property():
    c = Celsius(20)
    c.degrees = 11
    print c.degrees, c._degrees


def case_property_inherited():
    k = Kelvin(7)
    k.degrees = 4
    print k.degrees, k.shifted


class Flags(object):
    on = True
    ratio = 1.5
    letter = 'q'
    nothing = None


def case_defaults_of_many_types():
    f = Flags()
    print f.on and 'on' or 'off', int(f.ratio * 2), f.letter, int(f.nothing is None)
    f.on = False
    f.ratio = 2.5
    f.letter = 'z'
    print f.on and 'on' or 'off', int(f.ratio * 2), f.letter


class Stack(object):
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)

    def pop(self):
        return self.items.pop()


def case_list_field_is_not_shared():
    a, b = Stack(), Stack()
    a.push(1)
    a.push(2)
    b.push(3)
    print a.pop(), len(a.items), len(b.items)


class SharedList(object):
    items = [5, 6]


def case_list_in_class_is_shared():
    a, b = SharedList(), SharedList()
    a.items[0] = 50
    print b.items[0], b.items[1]
    a.items[0] = 5


def make(kind):
    if kind == 0:
        return Plant()
    elif kind == 1:
        return Tree(kind)
    return None


def case_instance_or_none():
    for kind in range(3):
        p = make(kind)
        if p is None:
            print 'nothing'
        else:
            print p.name


def case_getattr_by_constant_name():
    p = Point(3, 4)
    print getattr(p, 'x') + getattr(p, 'y')
    setattr(p, 'x', 30)
    print p.x


class Countdown(object):
    def __init__(self, start):
        self.left = start

    def step(self):
        self.left -= 1
        if self.left > 0:
            return self.step()
        return self.left


def case_recursive_method():
    c = Countdown(9)
    print c.step(), c.left


class Old:
    greeting = 'old style'

    def greet(self, who):
        return self.greeting + ' ' + who


class Older(Old):
    greeting = 'older'


def case_old_style_class():
    print Old().greet('a'), Older().greet('b')


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
