# What is inferred about functions: arguments, defaults, recursion, functions as values, specialization.
from _cases import entry_point_of
from rpython.rlib.objectmodel import specialize, enforceargs
from rpython.annotator.model import SomeInteger
from rpython.rlib.unroll import unrolling_iterable


def weighted(a, b=2, c=3):
    return a * 100 + b * 10 + c


def star(first, *rest):
    return first * 10 + len(rest)


def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


def add_one(n):
    return n + 1


def double(n):
    return n * 2


@specialize.argtype(0)
def describe(x):
    if isinstance(x, int):
        return 'int %d' % x
    elif isinstance(x, str):
        return 'str ' + x
    else:
        return 'other'


@specialize.arg(0)
def apply(which, n):
    if which == 'double':
        return n * 2
    elif which == 'text':
        return str(n)
    return n + 1


@specialize.memo()
def length_of(name):
    return LENGTHS[name]


LENGTHS = {'short': 2, 'long': 10}


@specialize.call_location()
def fresh(x):
    return [x]


@specialize.ll()
def same(x):
    return x


@enforceargs(int, str)
def labelled(n, text):
    return text + str(n)


@enforceargs(SomeInteger(), lambda s_first, s_second: s_first, typecheck=False)
def like_the_first(a, b):
    return a * 10 + b


def make_adder(n):
    def add(m):
        return n + m
    return add


add_five = make_adder(5)
add_text = make_adder('five')


def make_scaler(factor):
    class Scaler(object):
        def scale(self, n):
            return n * factor
    return Scaler


Doubler = make_scaler(2)
Tripler = make_scaler(3)


def early(n):
    for i in range(n):
        if i * i > n:
            return i
    return -1


def maybe_none(n):
    if n > 0:
        return 'text'


def always_raises(n):
    raise ValueError(n)


def case_default_arguments():
    for n in [1, 2]:
        print weighted(n), weighted(n, 5), weighted(n, 5, 6),
    print


def case_keyword_arguments():
    for n in [1, 2]:
        print weighted(n, c=9), weighted(b=n, a=n), weighted(c=n, b=n + 1, a=0),
    print


def case_star_parameter():
    for n in [1, 2]:
        print star(n), star(n, n), star(n, 5, 6),
    print


def case_star_argument():
    for n in [1, 2]:
        t = (n, n + 1)
        print weighted(*t), weighted(0, *t), star(*t),
    print


def case_recursion():
    for n in [0, 1, 5, 10]:
        print fact(n),
    print


def case_mutual_recursion():
    for n in [0, 3, 8]:
        print int(even(n)), int(odd(n)),
    print


def case_functions_in_a_list():
    for f in [add_one, double, add_one]:
        print f(10),
    print


def case_function_chosen_by_a_condition():
    for n in range(4):
        f = double if n % 2 else add_one
        print f(n),
    print


def case_function_or_none():
    for n in range(3):
        f = None
        if n:
            f = double
        if f is not None:
            print f(n),
        else:
            print 'none',
    print


def case_function_in_a_dict():
    table = {'inc': add_one, 'dbl': double}
    for name in ['dbl', 'inc']:
        print table[name](21),
    print


def case_specialized_by_type():
    for n in [1, 2]:
        print describe(n), describe('x' * n), describe(n * 1.5), describe(None),
    print


def case_specialized_by_value():
    for n in [3, 4]:
        print apply('double', n), apply('text', n) + '!', apply('other', n),
    print


def case_computed_while_translating():
    for name in ['short', 'long']:
        if name == 'short':
            print length_of('short'),
        else:
            print length_of('long'),
    print


def case_specialized_by_place():
    a = fresh(1)
    b = fresh('x')
    a.append(2)
    b.append('y')
    print len(a), a[1], len(b), b[0]


def case_same_for_all():
    for n in [1, 2]:
        print same(n), same('s'), same((n, 'p'))[1],
    print


def case_declared_types():
    for n in [1, 2]:
        print labelled(n, 'n'), labelled(n + 1, text='m'),
    print


def case_types_computed_from_those_of_other_arguments():
    for n in [1, 2]:
        print like_the_first(n, n > 1), like_the_first(-n, 3),
    print


def case_functions_made_by_a_function():
    for n in [1, 2]:
        print add_five(n), add_text('!' * n),
    print


def case_classes_made_by_a_function():
    for n in [1, 2]:
        print Doubler().scale(n), Tripler().scale(n),
    print


def case_return_out_of_a_loop():
    for n in [0, 5, 30]:
        print early(n),
    print


def case_returns_none_or_a_value():
    for n in [0, 1]:
        s = maybe_none(n)
        if s is None:
            print 'none',
        else:
            print s,
    print


def case_never_returns():
    for n in [0, 1]:
        try:
            if n:
                always_raises(n)
            print 'no error',
        except ValueError:
            print 'error',
    print


PARTS = unrolling_iterable([('a', 1), ('b', 'two'), ('c', None)])


def case_unrolled_loop():
    for n in [1, 2]:
        for name, value in PARTS:
            if isinstance(value, int):
                print name, value + n,
            elif value is None:
                print name, 'none',
            else:
                print name, value + '!',
    print


def case_lambda():
    for n in [2, 3]:
        f = lambda x: x * x
        print f(n), (lambda a, b: a - b)(n, 1),
    print


def case_tuple_parameter():
    def area((width, height), scale):
        return width * height * scale
    for n in [2, 3]:
        print area((n, n + 1), 10),
    print


def case_global_read_in_a_function():
    print LIMIT + len(LENGTHS), make_adder.__name__


LIMIT = 40


def case_conditional_expression():
    for n in range(4):
        print 'even' if n % 2 == 0 else 'odd', n if n > 1 else -n,
    print


def case_logical_values():
    for n in range(3):
        print int(n == 1 and 'x' in 'xyz'), (n or 9), (n and 5),
    print


def case_while_else():
    for limit in [2, 9]:
        n = 0
        while n < 5:
            if n == limit:
                print 'broken',
                break
            n += 1
        else:
            print 'whole',
    print


def case_nested_loops():
    for a in range(4):
        for b in range(4):
            if b == a:
                break
            if (a + b) % 2:
                continue
            print a * 10 + b,
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
