# Bound methods, classes and frozen instances as values.
from _cases import entry_point_of
from rpython.rlib.objectmodel import specialize


class Account(object):
    def __init__(self, money):
        self.money = money

    def put(self, n):
        self.money += n
        return self.money

    def take(self, n):
        self.money -= n
        return self.money


class Savings(Account):
    def put(self, n):
        self.money += n * 2
        return self.money


def case_bound_method():
    put = Account(10).put
    print put(5), put(6)


def case_choice_of_instances():
    a, b = Account(100), Savings(100)
    for n in range(2):
        m = a.put
        if n:
            m = b.put
        print m(30),
    print


def case_methods_of_several_instances():
    methods = [Account(1).put, Account(2).put, Savings(3).put]
    for m in methods:
        print m(10),
    print


def call(method, n):
    return method(n)


def case_method_as_argument():
    a, s = Account(0), Savings(0)
    print call(a.put, 1), call(s.put, 2), call(a.put, 3)


class Button(object):
    def __init__(self, action):
        self.action = action

    def press(self):
        return self.action(7)


def case_method_in_field():
    a = Account(50)
    b = Button(a.take)
    print b.press(), b.press(), a.money
    print Button(a.take).press()


class Overridden(object):
    def run(self):
        return 'base'

    def get(self):
        return self.run


class Override(Overridden):
    def run(self):
        return 'derived'


def case_bound_method_is_virtual():
    for n in range(2):
        x = Overridden()
        if n:
            x = Override()
        print x.get()(),
    print


def method_or_none(a, n):
    if n:
        return None
    return a.put


def case_method_or_none():
    a = Account(3)
    for n in range(2):
        m = method_or_none(a, n)
        if m is None:
            print 'None'
        else:
            print m(4)


def case_unbound_method():
    print Account.put(Account(5), 5), Account.put(Savings(5), 5)


class Classes(object):
    def __init__(self, cls):
        self.cls = cls

    def make(self, n):
        return self.cls(n)


def case_class_in_field():
    for cls in [Account, Savings]:
        print Classes(cls).make(20).put(1),
    print


def choose(n):
    if n == 0:
        return Account
    elif n == 1:
        return Savings
    return None


def case_class_or_none():
    for n in range(3):
        cls = choose(n)
        if cls is None:
            print 'no class'
        else:
            print cls(n).put(3)


class Shape(object):
    sides = 0

    def area(self):
        return 0


class Square(Shape):
    sides = 4

    def __init__(self, a=3):
        self.a = a

    def area(self):
        return self.a * self.a


class Circle(Shape):
    def __init__(self, r=2):
        self.r = r

    def area(self):
        return 3 * self.r * self.r


def case_classes_with_defaults_for_init():
    for cls in [Square, Circle]:
        print cls().area(), cls(10).area()


def case_class_attribute_through_set():
    for cls in [Shape, Square, Circle]:
        print cls.sides,
    print


class Frozen(object):
    def __init__(self, base, name):
        self.base = base
        self.name = name

    def _freeze_(self):
        return True

    def digits(self, n):
        result = ''
        while n:
            result = chr(48 + n % self.base) + result
            n = n // self.base
        return result


binary, octal = Frozen(2, 'binary'), Frozen(8, 'octal')


def case_frozen_instances():
    for f in [binary, octal]:
        print f.name, f.base, f.digits(100)


def case_frozen_instance_as_constant():
    print binary.digits(5), octal.name


def case_method_of_frozen_instances():
    for n in range(2):
        m = binary.digits
        if n:
            m = octal.digits
        print m(64)


def case_compare_frozen_instances():
    for n in range(2):
        f = binary
        if n:
            f = octal
        print int(f is binary), int(f is octal), int(f == octal)


def frozen_or_none(n):
    if n:
        return octal
    return None


def case_frozen_or_none():
    for n in range(2):
        f = frozen_or_none(n)
        if f is not None:
            print f.name
        else:
            print 'none'


class FrozenA(object):
    value = 5

    def _freeze_(self):
        return True


class FrozenB(object):
    def __init__(self):
        self.value = 6

    def _freeze_(self):
        return True


frozen_a, frozen_b = FrozenA(), FrozenB()


def case_frozen_instances_of_several_classes():
    for n in range(2):
        f = frozen_a
        if n:
            f = frozen_b
        print f.value


class Static(object):
    @staticmethod
    def add(a, b):
        return a + b

    def use(self):
        return self.add(20, 3)


class Static2(Static):
    @staticmethod
    def add(a, b):
        return a * b


def case_static_methods():
    print Static.add(1, 2), Static().use(), Static2().use()


class Made(object):
    @classmethod
    def default(cls):
        return cls(99)

    def __init__(self, n):
        self.n = n


def case_class_method_by_name():
    print Made.default().n


class Key(object):
    def __init__(self, n):
        self.n = n


def case_class_as_dict_key():
    names = {Account: 'account', Savings: 'savings'}
    for cls in [Savings, Account]:
        print names[cls],
    print


def visit(node, visitor):
    visitor(node)
    for child in node.children:
        visit(child, visitor)


class TreeNode(object):
    def __init__(self, value, children):
        self.value = value
        self.children = children


class Summer(object):
    def __init__(self):
        self.total = 0

    def see(self, node):
        self.total += node.value


class NodeCounter(Summer):
    def see(self, node):
        self.total += 1


def case_visitor():
    tree = TreeNode(1, [TreeNode(20, []), TreeNode(300, [TreeNode(4000, [])])])
    s, c = Summer(), NodeCounter()
    visit(tree, s.see)
    visit(tree, c.see)
    print s.total, c.total


class Handler(object):
    def handle_a(self, n):
        return n + 1

    def handle_b(self, n):
        return n + 2


@specialize.arg(1)
def dispatch(handler, name, n):
    return getattr(handler, 'handle_' + name)(n)


def case_method_by_computed_name():
    h = Handler()
    print dispatch(h, 'a', 10), dispatch(h, 'b', 10)


class Wrapper(object):
    def __init__(self, inner):
        self.inner = inner

    def run(self, n):
        if self.inner is None:
            return n
        return self.inner.run(n + 1) * 2


def case_method_through_chain():
    print Wrapper(Wrapper(Wrapper(None))).run(1)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
