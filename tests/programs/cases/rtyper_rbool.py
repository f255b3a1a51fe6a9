# Truth values: operators, conversions, comparisons.
from _cases import entry_point_of


def is_odd(n):
    return n % 2 == 1


def case_not():
    for n in range(3):
        if not is_odd(n):
            print n, 'is even'


def case_as_numbers():
    print int(is_odd(3)) + int(is_odd(4)), is_odd(5) + is_odd(7)
    print is_odd(5) - is_odd(4), is_odd(3) * 10, -is_odd(1), ~int(is_odd(1))
    print is_odd(1) << 4, is_odd(2) | 6, is_odd(3) & 3, int(is_odd(3) ^ is_odd(5))


def case_order():
    print int(is_odd(1) > is_odd(2)), int(is_odd(2) < is_odd(4)), int(is_odd(1) == is_odd(3)), int(is_odd(1) != is_odd(2))
    print int(is_odd(1) >= 1), int(is_odd(2) == 1)


def case_as_index():
    print ['no', 'yes'][is_odd(5)], 'ab'[is_odd(1)]


def case_and_or_give_the_operand():
    for n in range(4):
        print int(is_odd(n) and n > 2), int(is_odd(n) or n == 2)


def case_of_other_values():
    for text in ['', 'x']:
        print int(bool(text)), int(bool(len(text)))
    for l in [[], [0]]:
        print int(bool(l)),
    for f in [0.0, -0.0, 0.1]:
        print int(bool(f)),
    print


def case_keys():
    counts = {True: 0, False: 0}
    for n in range(7):
        counts[is_odd(n)] += 1
    print counts[True], counts[False]


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
