# Functions as values: in lists and dicts, as fields and arguments, with defaults, mixed with None.
from _cases import entry_point_of
from rpython.rlib.objectmodel import specialize


def double(x):
    return x * 2


def square(x):
    return x * x


def negate(x):
    return -x


def first(x, y):
    return x


def second(x, y):
    return y


def case_choice_by_if():
    for n in range(3):
        f = double
        if n == 1:
            f = square
        elif n == 2:
            f = negate
        print f(n + 3),
    print


def case_list_of_functions():
    functions = [double, square, negate]
    for f in functions:
        print f(7),
    print
    functions.append(double)
    print len(functions), functions[-1](50)


table = {'double': double, 'square': square}


def case_prebuilt_dict_of_functions():
    for name in ['square', 'double']:
        print name, table[name](11)


def case_dict_of_functions():
    d = {}
    d['a'] = first
    d['b'] = second
    print d['a'](1, 2), d['b'](1, 2)


def apply_to(f, x):
    return f(x)


def case_function_as_argument():
    print apply_to(double, 4), apply_to(square, 4), apply_to(negate, 4)


def pick(n):
    if n == 0:
        return double
    if n == 1:
        return square
    return None


def case_function_or_none():
    for n in range(3):
        f = pick(n)
        if f is None:
            print 'no function'
        else:
            print f(9)


def case_truth_of_function():
    for n in range(3):
        if pick(n):
            print 'y',
        else:
            print 'n',
    print


def case_compare_functions():
    for n in range(2):
        f = pick(n)
        print int(f is double), int(f == square), int(f is not square)


class Operation(object):
    def __init__(self, function, times):
        self.function = function
        self.times = times

    def run(self, x):
        for i in range(self.times):
            x = self.function(x)
        return x


def case_function_in_field():
    print Operation(double, 5).run(1), Operation(square, 3).run(2), Operation(negate, 3).run(8)


operation = Operation(square, 2)


def case_function_in_prebuilt_field():
    print operation.run(3)


def with_default(x, y=10, z=100):
    return x + y * z


def plain(x, y, z):
    return x - y - z


def case_default_arguments():
    print with_default(1), with_default(1, 2), with_default(1, 2, 3)


def case_keyword_arguments():
    print with_default(1, z=2), with_default(z=1, x=2, y=3), with_default(5, y=6)


def case_defaults_in_a_set():
    for n in range(2):
        f = with_default
        if n:
            f = plain
        print f(20, 3, 4),
    print


def other_default(x, y=7):
    return x + y


def one_more_default(x, y=9):
    return x * y


def case_different_defaults_in_a_set():
    for n in range(2):
        f = other_default
        if n:
            f = one_more_default
        print f(5)


def variable(first, *rest):
    if len(rest) == 0:
        return first
    if len(rest) == 1:
        return first * 10 + rest[0]
    return (first * 10 + rest[0]) * 10 + rest[1]


def case_star_arguments():
    print variable(1), variable(1, 2), variable(1, 2, 3)
    t = (4, 5)
    print variable(*t), variable(3, *t)


def case_call_with_tuple():
    pair = (30, 12)
    print first(*pair), second(*pair)
    for f in [first, second]:
        print f(*pair),
    print


def gives_text(n):
    return 'text%d' % n


def gives_nothing(n):
    return None


def case_result_joined_over_set():
    for n in range(2):
        f = gives_text
        if n:
            f = gives_nothing
        r = f(n)
        if r is None:
            print 'None'
        else:
            print r


def factorial(n):
    if n == 0:
        return 1
    return n * factorial(n - 1)


def case_recursion():
    print factorial(5), factorial(10)


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


def case_mutual_recursion():
    print int(even(10)), int(odd(10)), int(even(7)), int(odd(7))


def make_adder(n):
    def add(x):
        return x + n
    return add


add_3, add_40 = make_adder(3), make_adder(40)


def case_closures_made_before():
    for f in [add_3, add_40]:
        print f(100),
    print


shout = lambda s: s + '!'
whisper = lambda s: '(' + s + ')'


def case_lambdas():
    for f in [shout, whisper]:
        print f('hey'),
    print


@specialize.arg(0)
def by_constant(f, x):
    return f(x)


def length(s):
    return len(s)


def case_specialized_by_function():
    print by_constant(double, 21), by_constant(length, 'four')


@specialize.argtype(0)
def twice(x):
    return x + x


def case_specialized_by_type():
    print twice(4), twice('ab'), len(twice([1, 2, 3]))


def one():
    return 1


def case_functions_in_tuple():
    t = (one, double)
    print t[0]() + t[1](5)


def compose(f, g):
    return [f, g]


def run_all(functions, x):
    for f in functions:
        x = f(x)
    return x


def case_nested_lists_of_functions():
    print run_all(compose(double, negate), 6), run_all(compose(negate, square), 6)


def raiser(n):
    raise ValueError


def case_function_that_raises_in_a_set():
    for n in range(2):
        f = double
        if n:
            f = raiser
        try:
            print f(5)
        except ValueError:
            print 'raised'


def case_sort_key_by_function():
    best, value = 0, -1
    weights = [double, negate, square]
    for i in range(3):
        w = weights[i](4)
        if w > value:
            best, value = i, w
    print best, value


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
