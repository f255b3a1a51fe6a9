# enforceargs: calls are checked before translation, and arguments become what is declared.
from _cases import entry_point_of
from rpython.rlib.objectmodel import enforceargs


def attempt(function, *args, **keywords):
    try:
        return str(function(*args, **keywords))
    except TypeError, e:
        return 'TypeError: ' + str(e)


@enforceargs(int, str, None)
def three(a, b, c):
    return '%d %s' % (a, b)

THREE = [attempt(three, 1, 'x', None), attempt(three, True, '', 2.5), attempt(three, 'x', 'y', 0),
         attempt(three, 1, u'y', 0)]


def show(texts):
    for text in texts:
        print text


def case_positions():
    show(THREE)
    print three(len('abc'), 'z', None)


@enforceargs(c=float, a=[int])
def named(a, b, c=1.5):
    return int(c * 10.0) + len(a) + b

NAMED = [attempt(named, [1], 2), attempt(named, [], 2), attempt(named, [1], 2, 3), attempt(named, [1], 2, c=2.5)]


def case_keywords():
    show(NAMED)
    print named([len('abc')], 1, 2)


@enforceargs({str: int})
def total(d):
    result = 0
    for key in d:
        result += d[key]
    return result

TOTALS = [attempt(total, {}), attempt(total, {'a': 1, 'b': 2})]


def case_dicts():
    show(TOTALS)
    d = {}
    for c in 'xyz':
        d[c] = ord(c)
    print total(d)


@enforceargs(int, typecheck=False)
def unchecked(x):
    return x

UNCHECKED = [attempt(unchecked, 'no int'), attempt(unchecked, 7)]


def case_without_check():
    show(UNCHECKED)
    print unchecked(len('abcd'))


class Counter(object):
    @enforceargs(None, int)
    def add(self, n):
        return n + 1

COUNTED = [attempt(Counter().add, 4), attempt(Counter().add, '4')]


def case_methods():
    show(COUNTED)
    print Counter().add(len('ab'))


def too_few():
    try:
        @enforceargs(int)
        def two(a, b):
            return a + b
    except AssertionError, e:
        return str(e)
    return 'accepted'


def mixed():
    try:
        enforceargs(int, a=str)
    except TypeError:
        return 'TypeError'
    return 'accepted'

WRONG = [too_few(), mixed()]


def case_wrong_declarations():
    show(WRONG)


@enforceargs(float)
def half(x):
    return x * 2.5


def case_ints_become_floats():
    print int(half(len('abc')) * 10.0)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
