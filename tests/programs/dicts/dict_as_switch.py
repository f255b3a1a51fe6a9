# dict_to_switch: a constant dict as a function.
from rpython.rlib.objectmodel import dict_to_switch, likely, unlikely

by_number = dict_to_switch({1: 10, 2: 200, -7: 3000})
by_char = dict_to_switch({'a': 1, 'z': 26})
with_default = dict_to_switch({1: 'one', 3: 'three'}, default='other')


def number(n):
    try:
        return by_number(n)
    except KeyError:
        return -1


def entry_point(argv):
    for n in [1, 2, -7, 5]:
        print number(n), with_default(n)
    for c in 'az':
        print by_char(c)
    if likely(len(argv) == 1):
        print 'likely'
    if unlikely(len(argv) > 1):
        print 'unlikely'
    return 0


def target(driver, args):
    return entry_point, None
