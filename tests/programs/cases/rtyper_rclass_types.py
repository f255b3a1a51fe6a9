# What instances are: isinstance, classes as values, identity, truth, text and hash.
from _cases import entry_point_of
from rpython.rlib.objectmodel import compute_hash, compute_identity_hash, compute_unique_id, instantiate, we_are_translated


class A(object):
    tag = 'A'


class B(A):
    tag = 'B'


class C(B):
    tag = 'C'


class D(A):
    tag = 'D'


def some(n):
    """An instance that is known as an A only."""
    if n == 0:
        return A()
    elif n == 1:
        return B()
    elif n == 2:
        return C()
    return D()


def case_isinstance_of_each():
    for n in range(4):
        x = some(n)
        print n, int(isinstance(x, A)), int(isinstance(x, B)), int(isinstance(x, C)), int(isinstance(x, D))


def case_isinstance_of_several():
    for n in range(4):
        print int(isinstance(some(n), (C, D))),
    print


def case_isinstance_of_none():
    x = some(1)
    if len(x.tag) > 5:
        x = None
    print int(isinstance(x, B))
    y = some(2)
    if y.tag == 'C':
        y = None
    print int(isinstance(y, A))


def case_isinstance_refines():
    for n in range(4):
        x = some(n)
        if isinstance(x, C):
            print x.only_in_c()
        elif isinstance(x, D):
            print x.only_in_d(n)
        else:
            print x.tag


def only_in_c(self):
    return 'c!'


def only_in_d(self, n):
    return 'd' * n


C.only_in_c = only_in_c
D.only_in_d = only_in_d


def case_assert_isinstance():
    x = some(2)
    assert isinstance(x, C)
    print x.only_in_c()


def case_class_of_instance():
    for n in range(4):
        print some(n).__class__.__name__,
    print


def case_compare_classes():
    x, y = some(1), some(2)
    print int(x.__class__ is B), int(y.__class__ is B), int(x.__class__ is y.__class__)
    print int(type(x) is B), int(type(y) == C)


def case_type_is_not_isinstance():
    x = some(2)
    print int(type(x) is B), int(isinstance(x, B))


def case_attribute_of_class():
    for n in range(4):
        print some(n).__class__.tag,
    print


def case_identity():
    x, y = some(0), some(0)
    z = x
    print int(x is y), int(x is z), int(x is not y), int(x == y), int(x == z), int(x != y)


def case_identity_of_base_and_derived():
    b = B()
    a = some(1)
    print int(a is b)
    l = [a, b]
    print int(l[1] is b), int(l[0] is b)


def case_truth_is_not_none():
    for n in range(4):
        x = some(n)
        if n & 1:
            x = None
        if x:
            print x.tag,
        else:
            print '-',
    print


def case_len_is_not_truth():
    e = Empty()
    if e:
        print 'true', e.length()


class Empty(object):
    def length(self):
        return 0


def case_not_instance():
    x = some(3)
    if len(x.tag) == 1:
        x = None
    print int(not x), int(not some(3))


def case_identity_hash_stays():
    x = some(1)
    h = compute_identity_hash(x)
    l = [some(n % 4) for n in range(50)]
    print int(h == compute_identity_hash(x)), len(l)


def case_hash_of_prebuilt_stays():
    h = compute_hash(prebuilt)
    print int(h == compute_hash(prebuilt))


prebuilt = B()


def case_unique_ids_differ():
    x, y = some(0), some(0)
    print int(compute_unique_id(x) == compute_unique_id(x)), int(compute_unique_id(x) == compute_unique_id(y))


def case_str_begins_with_class():
    s = str(some(2))
    print int(s.find('C object at 0x') > 0), s[0], s[len(s) - 1]


def case_instantiate_skips_init():
    w = instantiate(WithInit)
    w.value = 4
    print w.value, WithInit(9).value


class WithInit(object):
    def __init__(self, value):
        self.value = value + 1


def case_instantiate_one_of_many():
    for cls in [A, B, C]:
        print instantiate(cls).tag,
    print


def case_key_in_dict():
    x, y = some(0), some(1)
    d = {x: 'first', y: 'second'}
    print d[x], d[y], len(d)
    d[y] = 'third'
    print d[y], len(d)


def case_in_list():
    x, y = some(0), some(0)
    l = [x]
    print int(x in l), int(y in l), l.index(x)


def case_method_found_by_class():
    for n in range(4):
        x = some(n)
        print describe(x),
    print


def describe(x):
    return x.__class__.__name__ + x.tag


def case_class_from_variable():
    classes = [A, B, C, D]
    for i in range(4):
        x = classes[3 - i]()
        print x.tag,
    print


def case_issubclass():
    for n in range(4):
        cls = some(n).__class__
        print int(issubclass(cls, B)), int(issubclass(cls, A)),
    print


class WithClassAttr(object):
    helper = A


class OtherClassAttr(WithClassAttr):
    helper = D


def case_class_as_class_attribute():
    for w in [WithClassAttr(), OtherClassAttr()]:
        print w.helper().tag,
    print


def case_common_base_without_methods():
    l = [Sheep(2), Goat('g')]
    for x in l:
        if isinstance(x, Sheep):
            print x.wool
        elif isinstance(x, Goat):
            print x.horn


class Animal(object):
    pass


class Sheep(Animal):
    def __init__(self, wool):
        self.wool = wool


class Goat(Animal):
    def __init__(self, horn):
        self.horn = horn


class Mixin(object):
    _mixin_ = True

    def shout(self):
        return self.word().upper()


class Dog(Mixin, Animal):
    def word(self):
        return 'bark'


class Cat(Mixin, Animal):
    def word(self):
        return 'meow'


def case_mixin():
    print Dog().shout(), Cat().shout()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
