# rlib.rerased: values whose type is hidden.
# options: --translation-taggedpointers
from _cases import entry_point_of
from rpython.rlib.rerased import erase_int, new_erasing_pair, new_static_erasing_pair, unerase_int


class Animal(object):
    def __init__(self, name):
        self.name = name


class Cat(Animal):
    pass


erase_animal, unerase_animal = new_erasing_pair('animal')
erase_names, unerase_names = new_erasing_pair('names')
erase_text, unerase_text = new_erasing_pair('text')
erase_numbers, unerase_numbers = new_erasing_pair('numbers')
erase_nothing, unerase_nothing = new_erasing_pair('nothing')
erase_table, unerase_table = new_erasing_pair('table')


def case_instances():
    cat = Cat('Tom')
    animal = Animal('Bob')
    e, f = erase_animal(cat), erase_animal(animal)
    print unerase_animal(e).name, int(unerase_animal(e) is cat), int(isinstance(unerase_animal(f), Cat))


def case_none():
    e = erase_animal(None)
    print int(unerase_animal(e) is None), int(unerase_animal(erase_animal(Cat('x'))) is None)


def case_lists():
    l = ['a', 'b']
    e = erase_names(l)
    unerase_names(e).append('c')
    print len(l), l[2], int(unerase_names(e) is l)


def case_strings_and_dicts():
    e = erase_text('some ' + 'text')
    print unerase_text(e)
    d = {'one': 1}
    f = erase_table(d)
    unerase_table(f)['two'] = 2
    print len(d), d['two']


def case_different_kinds_in_one_list():
    storage = [erase_names(['x']), erase_numbers([1, 2, 3]), erase_text('t'), erase_nothing(None), erase_animal(Cat('c'))]
    kinds = ['names', 'numbers', 'text', 'nothing', 'animal']
    for i in range(5):
        e = storage[i]
        if kinds[i] == 'names':
            print unerase_names(e)[0],
        elif kinds[i] == 'numbers':
            print len(unerase_numbers(e)),
        elif kinds[i] == 'text':
            print unerase_text(e),
        elif kinds[i] == 'nothing':
            print int(unerase_nothing(e) is None),
        else:
            print unerase_animal(e).name,
    print


PREBUILT_LIST = [5, 6]
PREBUILT = erase_numbers(PREBUILT_LIST)
PREBUILT_NONE = erase_animal(None)
PREBUILT_INT = erase_int(-42)


def case_prebuilt():
    PREBUILT_LIST.append(7)
    print len(unerase_numbers(PREBUILT)), int(unerase_animal(PREBUILT_NONE) is None), unerase_int(PREBUILT_INT)
    e = PREBUILT_NONE
    if len(PREBUILT_LIST) > 2:
        e = erase_animal(Animal('new'))
    print unerase_animal(e).name


def case_ints():
    for n in [0, 1, -1, 123456789, -1 << 30, (1 << 30) - 1]:
        e = erase_int(n)
        print int(unerase_int(e) == n),
    print


def case_ints_beside_pointers():
    total = 0
    l = []
    for i in range(6):
        if i % 2:
            l.append(erase_int(i))
        else:
            l.append(erase_numbers([i, i]))
    for i in range(6):
        if i % 2:
            total += unerase_int(l[i]) * 100
        else:
            total += len(unerase_numbers(l[i]))
    print total


class Strategy(object):
    erase, unerase = new_static_erasing_pair('strategy')

    def store(self, box, l):
        box.storage = self.erase(l)

    def fetch(self, box, i):
        return self.unerase(box.storage)[i]


class Box(object):
    storage = erase_nothing(None)


def case_static_pair():
    box = Box()
    strategy = Strategy()
    strategy.store(box, [10, 20, 30])
    print strategy.fetch(box, 1)


def case_union_of_what_is_erased():
    inst = None
    kinds = []
    for i in range(3):
        if i == 1:
            inst = Cat('late')
        elif i == 2:
            inst = Animal('later')
        x = unerase_animal(erase_animal(inst))
        kinds.append('none' if x is None else x.name)
    print ' '.join(kinds)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
