# Tuples: parts, comparison, hashing, tuples of tuples, tuples in other containers.
from _cases import entry_point_of


class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def pair(self):
        return self.x, self.y


def pair(n):
    return n, n + 1


def case_parts():
    for n in [3, 4]:
        t = (n, 'abc', n * 0.5)
        print t[0], t[1], int(t[2] * 2.0), t[-2], len(t)


def case_unpacking():
    for n in [1, 2]:
        a, b = pair(n)
        (c, d), e = (pair(a), b)
        print a, b, c, d, e


def case_swap():
    a, b, c = 1, 2, 3
    for i in range(2):
        a, b, c = c, a, b
    print a, b, c


def case_concatenation():
    for n in [5, 6]:
        t = pair(n) + ('x',) + pair(0)
        print len(t), t[0], t[2], t[4]


def case_slices():
    for n in [5, 6]:
        t = (n, n + 1, n + 2, 'end')
        a, b = t[1:3]
        print a, b, t[:1][0], t[2:][1], len(t[1:]), len(t[:])


def case_equality():
    for n in [1, 2]:
        print int(pair(n) == (1, 2)), int(pair(n) != (1, 2)), int((n, 'a') == (1, 'a')), int(((n,), 1) == ((2,), 1))


def case_equality_with_floats():
    for n in [1, 2]:
        print int((n, n / 2.0) == (1, 0.5)), int((n * 1.0,) == (2.0,))


def case_contains():
    for n in [1, 3, 9]:
        print int(n in (1, 2, 3)), int(n not in (9, 10)), int(n in (4,))


def case_contains_text():
    for word in ['a', 'bc', '']:
        print int(word in ('a', 'bc')), int(word not in ('', 'x')),
    print


def case_keys_of_dicts():
    d = {}
    for x in range(3):
        for y in range(2):
            d[x, y] = x * 10 + y
    d[1, 1] = 100
    print d[2, 0], d[(1, 1)], len(d), int((3, 3) in d), int((0, 1) in d)


def case_nested_keys():
    d = {}
    for n in range(3):
        d[(n, ('k', n * n))] = n
    for n in range(3):
        print d[(n, ('k', n * n))],
    print int((1, ('k', 2)) in d)


def case_in_lists():
    l = []
    for n in range(3):
        l.append(pair(n))
    l[1] = (7, 8)
    for a, b in l:
        print a, b,
    print int((7, 8) in l), int((7, 9) in l), l.index((2, 3))


def case_list_of_tuples_equal():
    for n in [0, 1]:
        print int([pair(n), pair(n + 1)] == [(0, 1), (1, 2)]),
    print


def case_joined_from_two_branches():
    for n in [0, 1]:
        if n:
            t = (n, 'text')
        else:
            t = (-5, '')
        print t[0], len(t[1]),
    print


def case_none_in_a_part():
    for n in [0, 1]:
        if n:
            t = (None, Point(1, 2))
        else:
            t = ('x', None)
        text, point = t
        if text is None:
            print 'no text', point.x,
        else:
            print text, int(point is None),
    print


def case_instances_in_parts():
    for n in [1, 2]:
        p = Point(n, n * n)
        t = (p, p.pair())
        t[0].x += 1
        print t[0].x, t[1][0], t[1][1]


def case_constant_tuples():
    for i in range(3):
        name, value = TABLE[i]
        print name, value,
    print len(TABLE), TABLE[-1][0]


TABLE = [('one', 1), ('two', 2), ('three', 3)]


def case_empty_tuple():
    for n in [1, 2]:
        t = ()
        print len(t), int(t == ()), len(t + (n,)), int(bool(t))


def case_star_arguments():
    def weighted(a, b, c):
        return a * 100 + b * 10 + c
    for n in [1, 2]:
        t = (n, n + 1)
        print weighted(n, *t), weighted(*(t + (0,)))


def case_returned_from_methods():
    for n in [2, 3]:
        x, y = Point(n, -n).pair()
        print x, y, Point(n, 1).pair()[1]


def case_tuple_of_functions():
    def double(n):
        return n * 2

    def square(n):
        return n * n
    for n in [3, 5]:
        f, g = (double, square)
        print f(n), g(n), (f, g)[1](n + 1)


def case_iteration_over_one():
    for n in [10, 20]:
        total = 0
        for i in (n,):
            total += i
        print total


def case_chars_and_texts_join():
    for n in [0, 1]:
        t = ('a', 'bc') if n else ('de', 'f')
        print t[0] + t[1],
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
