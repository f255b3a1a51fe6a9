# r_dict whose equality and hash are chosen at run time: methods of instances, several functions, also in copies.
from _cases import entry_point_of
from rpython.rlib.objectmodel import r_dict, r_ordereddict


class Clock(object):
    def __init__(self, hours):
        self.hours = hours

    def same(self, a, b):
        return a % self.hours == b % self.hours

    def hash(self, a):
        return a % self.hours


def show(items):
    for number in range(-8, 30):
        for key, value in items:
            if key == number:
                print '%d:%s' % (key, value),
    print len(items)


def case_methods_of_an_instance():
    for hours in [12, 24]:
        clock = Clock(hours)
        d = r_dict(clock.same, clock.hash)
        d[1] = 'one'
        d[13] = 'thirteen'
        d[25] = 'again'
        show(d.items())


def case_each_dict_keeps_its_own():
    dicts = []
    for hours in [2, 3, 5]:
        clock = Clock(hours)
        dicts.append(r_dict(clock.same, clock.hash))
    for d in dicts:
        for i in range(9):
            d[i] = str(i)
        show(d.items())


def case_lookup_and_delete():
    clock = Clock(int('7'))
    d = r_dict(clock.same, clock.hash)
    for i in range(5):
        d[i] = 'v' + str(i)
    print int(8 in d), int(5 in d), d.get(9, 'none'), d.get(6, 'none')
    del d[7]
    print int(0 in d), len(d)
    try:
        print d[14]
    except KeyError:
        print 'gone'
    print d.pop(8), d.setdefault(15, 'new'), d.setdefault(2, 'kept')
    show(d.items())


def case_copy_keeps_the_functions():
    clock = Clock(4)
    d = r_dict(clock.same, clock.hash)
    d[1] = 'a'
    e = d.copy()
    e[5] = 'b'
    e[6] = 'c'
    show(d.items())
    show(e.items())


def case_clear_keeps_the_functions():
    clock = Clock(3)
    d = r_dict(clock.same, clock.hash)
    d[1] = 'a'
    d.clear()
    d[2] = 'b'
    d[5] = 'c'
    show(d.items())


def case_update():
    clock = Clock(10)
    d = r_dict(clock.same, clock.hash)
    e = r_dict(clock.same, clock.hash)
    d[1] = 'a'
    e[11] = 'b'
    e[12] = 'c'
    d.update(e)
    show(d.items())


def case_many_keys():
    clock = Clock(1000)
    d = r_dict(clock.same, clock.hash)
    for i in range(3000):
        d[i] = str(i)
    print len(d), d[17], d[999], d[4001]


def case_ordered():
    clock = Clock(6)
    d = r_ordereddict(clock.same, clock.hash)
    for i in [5, 3, 9, 11, 4]:
        d[i] = str(i)
    show(d.items())


def same_number(a, b):
    return a == b


def same_sign(a, b):
    return (a < 0) == (b < 0)


def hash_number(a):
    return a


def hash_sign(a):
    if a < 0:
        return 1
    return 0


def counted(by_sign):
    if by_sign:
        same, hash = same_sign, hash_sign
    else:
        same, hash = same_number, hash_number
    d = r_dict(same, hash)
    for i in [-3, 5, -8, 5, 0]:
        d[i] = str(i)
    return d


def case_functions_chosen_by_the_program():
    for by_sign in [True, False]:
        show(counted(by_sign).items())


class Loose(Clock):
    def same(self, a, b):
        return True

    def hash(self, a):
        return 42


def case_methods_of_subclasses():
    for clock in [Clock(9), Loose(9)]:
        d = r_dict(clock.same, clock.hash)
        d[1] = 'a'
        d[2] = 'b'
        d[10] = 'c'
        show(d.items())


class Words(object):
    def __init__(self):
        self.asked = 0
        self.table = r_dict(self.same, self.hash)

    def same(self, a, b):
        self.asked += 1
        return a.lower() == b.lower()

    def hash(self, s):
        return len(s)

    def count(self, s):
        self.table[s] = self.table.get(s, 0) + 1


def case_methods_of_the_owner():
    words = Words()
    for s in ['Ab', 'aB', 'ab', 'c', 'C', 'abc']:
        words.count(s)
    for s in ['Ab', 'c', 'abc']:
        print '%s=%d' % (s, words.table[s]),
    print int(words.asked > 0)


def case_one_of_both_is_chosen():
    clock = Clock(5)
    d = r_dict(clock.same, hash_constant)
    for i in range(12):
        d[i] = str(i)
    show(d.items())


def hash_constant(a):
    return 3


class Picky(object):
    def __init__(self, bad):
        self.bad = bad

    def same(self, a, b):
        return a == b

    def hash(self, a):
        if a == self.bad:
            raise ValueError
        return a


def case_hash_that_raises():
    picky = Picky(int('4'))
    d = r_dict(picky.same, picky.hash)
    for i in range(6):
        try:
            d[i] = str(i)
        except ValueError:
            print 'refused', i,
    show(d.items())


PREBUILT_CLOCK = Clock(12)
PREBUILT = r_dict(PREBUILT_CLOCK.same, PREBUILT_CLOCK.hash)
PREBUILT[3] = 'three'
PREBUILT[15] = 'fifteen'


def table_of(hours):
    if hours == 12:
        return PREBUILT
    clock = Clock(hours)
    d = r_dict(clock.same, clock.hash)
    d[3] = 'three'
    d[15] = 'fifteen'
    return d


def case_prebuilt_beside_fresh():
    for hours in [12, 24]:
        d = table_of(hours)
        d[27] = 'more'
        show(d.items())


class Compared(object):
    def __init__(self, n):
        self.n = n
        self.comparisons = 0


def compared_equal(a, b):
    a.comparisons += 1
    return a.n == b.n


def compared_hash(a):
    return 7


def case_setdefault_compares_once():
    d = r_dict(compared_equal, compared_hash)
    a, b = Compared(1), Compared(2)
    d[a] = 10
    print d.setdefault(b, 20), a.comparisons + b.comparisons, len(d), d[b]


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
