# Dicts that stay empty, and dicts and lists made before the program starts.
from _cases import entry_point_of

EMPTY = {}
NUMBERS = {10: 'ten', 20: 'twenty', -1: 'minus one'}
LETTERS = {'a': 1, 'b': 2}
NESTED = {1: {'x': [1, 2]}, 2: {'y': []}}
BY_PAIR = {(1, 'a'): 5, (2, 'b'): 6}


class Entry(object):
    def __init__(self, name, values):
        self.name = name
        self.values = values


ENTRIES = {'first': Entry('one', [1, 2, 3]), 'second': Entry('two', [])}
FUNCTIONS = {}


def register(function):
    FUNCTIONS[function.__name__] = function
    return function


@register
def double(n):
    return n * 2


@register
def triple(n):
    return n * 3


def case_empty_dict_of_the_program():
    d = {}
    print len(d), int(bool(d)), len(d.keys())


def case_empty_dict_in_an_instance():
    e = Entry('none', [])
    for values in [e.values, [4]]:
        print len(values),
    print


def case_loop_over_an_empty_dict():
    count = 0
    for k in EMPTY:
        count += 1
    print count, len(EMPTY)


def case_number_keys():
    for n in [10, 20, -1, 5]:
        print NUMBERS.get(n, '?'), int(n in NUMBERS),
    print


def case_letters():
    for c in 'abz':
        try:
            print LETTERS[c],
        except KeyError:
            print 'no',
    print


def case_dicts_in_dicts():
    for n in [1, 2]:
        d = NESTED[n]
        for k in d:
            print k, len(d[k]),
    print NESTED[1]['x'][1]


def case_pairs():
    for n in [1, 2]:
        print int((n, 'a') in BY_PAIR), BY_PAIR.get((n, 'b'), 0),
    print


def case_instances():
    for name in ['first', 'second']:
        entry = ENTRIES[name]
        entry.values.append(9)
        print entry.name, len(entry.values),
    ENTRIES['first'].name = 'changed'
    print ENTRIES['first'].name


def case_registered_functions():
    for name in ['double', 'triple', 'double']:
        print name, FUNCTIONS[name](7),
    print len(FUNCTIONS)


def case_made_by_a_loop():
    total = 0
    for n in range(12):
        total += POWERS.get(n, 1000)
    print total, len(POWERS)


POWERS = {}
for exponent in range(10):
    POWERS[exponent] = 2 ** exponent


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
