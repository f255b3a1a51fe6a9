# What is inferred about classes: attributes, methods, unions, isinstance, constants in classes.
from _cases import entry_point_of
from rpython.rlib.objectmodel import instantiate


class Animal(object):
    legs = 4
    name = 'animal'

    def __init__(self, weight):
        self.weight = weight

    def speak(self):
        return 'nothing'

    def twice(self):
        return self.speak() + self.speak()


class Dog(Animal):
    name = 'dog'

    def speak(self):
        return 'woof'

    def fetch(self, what):
        return 'fetched ' + what


class Bird(Animal):
    legs = 2
    name = 'bird'

    def __init__(self, weight, song):
        Animal.__init__(self, weight)
        self.song = song

    def speak(self):
        return self.song


class Old:
    def __init__(self, n):
        self.n = n

    def doubled(self):
        return self.n * 2


class Counter(object):
    total = 0

    def hit(self):
        self.total += 1
        return self.total


class Node(object):
    next = None
    value = 0


class Sized(object):
    def __init__(self):
        self._size = 1
        self.changes = 0

    def get_size(self):
        return self._size

    def set_size(self, size):
        self._size = size
        self.changes += 1
    size = property(get_size, set_size)

    @property
    def double(self):
        return self._size * 2


class Lean(object):
    __slots__ = ('a', 'b')

    def __init__(self, a):
        self.a = a
        self.b = None


class Declared(object):
    _attrs_ = ['x', 'y']
    y = 7

    def __init__(self, x):
        self.x = x


class Helper(object):
    _mixin_ = True
    prefix = '<'

    def shown(self):
        return self.prefix + self.text() + '>'


class Plain(Helper):
    def text(self):
        return 'plain'


class Fancy(Helper):
    prefix = '<<'

    def __init__(self, n):
        self.n = n

    def text(self):
        return 'fancy' + str(self.n)


class Tools(object):
    @staticmethod
    def add(a, b):
        return a + b

    factor = 3

    def scale(self, n):
        return Tools.add(n * self.factor, 1)


def pick(n):
    if n == 0:
        return Animal(1)
    elif n == 1:
        return Dog(20)
    return Bird(2, 'tweet')


def case_method_of_the_actual_class():
    for n in range(3):
        print pick(n).speak(), pick(n).twice(),
    print


def case_class_attributes():
    for n in range(3):
        a = pick(n)
        print a.legs, a.name,
    print Animal.legs, Bird.legs


def case_instance_attribute_hides_the_class_attribute():
    for n in [0, 1]:
        a = pick(n)
        if n:
            a.legs = 3
        print a.legs, Animal.legs,
    print


def case_isinstance_makes_a_method_known():
    for n in range(3):
        a = pick(n)
        if isinstance(a, Dog):
            print a.fetch('ball'),
        elif isinstance(a, Bird):
            print a.song,
        else:
            print a.weight,
    print


def case_isinstance_of_several_classes():
    for n in range(3):
        print int(isinstance(pick(n), (Dog, Bird))), int(isinstance(pick(n), Animal)),
    print


def case_assert_isinstance():
    a = pick(1)
    assert isinstance(a, Dog)
    print a.fetch('stick')


def case_call_of_the_base_method():
    b = Bird(5, 'la')
    print b.weight, b.song, Animal.speak(b), Animal.twice(b)


def case_old_style_class():
    for n in [1, 2]:
        o = Old(n)
        o.n += 10
        print o.n, o.doubled(),
    print


def case_attribute_that_begins_in_the_class():
    c = Counter()
    d = Counter()
    print c.hit(), c.hit(), d.hit(), Counter.total


def case_linked_nodes():
    first = None
    for n in range(4):
        node = Node()
        node.value = n
        node.next = first
        first = node
    total = 0
    while first is not None:
        total = total * 10 + first.value
        first = first.next
    print total


def case_property():
    s = Sized()
    print s.size, s.double,
    s.size = 5
    s.size += 2
    print s.size, s.double, s.changes


def case_slots():
    a = Lean(1)
    a.b = 'x'
    b = Lean(2)
    print a.a, a.b, b.a, int(b.b is None)


def case_declared_attributes():
    d = Declared(1)
    print d.x, d.y,
    d.y = d.x + 1
    print d.y


def case_mixin():
    print Plain().shown(), Fancy(3).shown()


def case_static_method():
    t = Tools()
    print Tools.add(1, 2), t.add(3, 4), t.scale(5)


def case_classes_as_values():
    for cls in [Animal, Dog]:
        a = cls(3)
        print a.name, a.speak(), a.weight, cls.name,
    print


def case_type_and_class():
    for n in range(3):
        a = pick(n)
        print int(type(a) is Dog), int(a.__class__ is Bird), a.__class__.__name__,
    print


def case_issubclass():
    for cls in [Animal, Dog, Bird]:
        print int(issubclass(cls, Dog)), int(issubclass(cls, Animal)),
    print


def case_bound_methods_as_values():
    for n in range(3):
        f = pick(n).speak
        g = pick(n).twice
        print f(), g(),
    print


def case_instance_without_init():
    for n in [1, 2]:
        a = instantiate(Dog)
        a.weight = n
        print a.weight, a.speak(),
    print


def case_getattr_with_a_constant_name():
    for n in range(3):
        a = pick(n)
        print getattr(a, 'weight'), getattr(a, 'speak')(),
    print


def case_setattr_with_a_constant_name():
    a = pick(0)
    setattr(a, 'weight', 77)
    print a.weight


def case_none_or_instance():
    for n in range(2):
        a = None
        if n:
            a = pick(n)
        print int(a is None), int(not a),
        if a:
            print a.name,
    print


def case_prebuilt_instances():
    SHARED.weight += 1
    print SHARED.weight, SHARED.speak(), FLOCK[1].song, len(FLOCK)


SHARED = Dog(10)
FLOCK = [Bird(1, 'a'), Bird(2, 'b')]


def case_equality_is_identity():
    a = pick(0)
    for b in [a, pick(0)]:
        print int(a == b), int(a != b), int(a is b),
    print


def case_attributes_of_different_classes():
    class_total = 0
    for n in range(3):
        a = pick(n)
        a.weight *= 2
        class_total += a.weight
    print class_total


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
