# Dicts: lookup, insertion, deletion, methods, iteration, keys of every kind.
from _cases import entry_point_of
from rpython.rlib.objectmodel import r_dict, newlist_hint
from rpython.rlib.rarithmetic import r_uint, r_longlong, intmask


class Key(object):
    def __init__(self, n):
        self.n = n


class OtherKey(Key):
    pass


def squares(n):
    d = {}
    for i in range(n):
        d[i] = i * i
    return d


def case_set_and_get():
    for n in [0, 3, 20]:
        d = squares(n)
        d[1] = -1
        print len(d), d[1], int(bool(d)),
    print


def case_missing_key():
    d = squares(3)
    for k in [0, 2, 3, -1]:
        try:
            print d[k],
        except KeyError:
            print 'no',
    print


def case_delete():
    d = squares(5)
    for k in [1, 4, 1]:
        try:
            del d[k]
        except KeyError:
            print 'no',
        print len(d), int(k in d),
    d[1] = 7
    print d[1], len(d)


def case_contains():
    d = squares(3)
    for k in [0, 2, 5]:
        print int(k in d), int(k not in d),
    print


def case_get():
    d = squares(3)
    for k in [2, 9]:
        print d.get(k, -5), d.get(k, 0) + 1,
    print


def case_get_without_default():
    d = {'a': Key(1)}
    for k in ['a', 'b']:
        found = d.get(k)
        if found is None:
            print 'none',
        else:
            print found.n,
    print


def case_setdefault():
    d = squares(2)
    for k in [1, 8, 8]:
        print d.setdefault(k, k + 100),
    print len(d)


def case_setdefault_of_lists():
    d = {}
    for word in ['ab', 'a', 'cd', 'efg']:
        d.setdefault(len(word), []).append(word)
    for n in [1, 2, 3]:
        print n, ','.join(d[n]),
    print


def case_keys_values_items():
    d = squares(4)
    total = 0
    for k in d.keys():
        total += k
    for v in d.values():
        total = total * 10 + v
    for k, v in d.items():
        total += k * v
    print total, len(d.keys()), len(d.values()), len(d.items())


def case_iterators():
    d = squares(4)
    total = 0
    for k in d:
        total += k
    for k in d.iterkeys():
        total += k
    for v in d.itervalues():
        total += v
    for k, v in d.iteritems():
        total += k + v
    print total


def case_keys_are_a_copy():
    d = squares(5)
    for k in d.keys():
        if k % 2:
            del d[k]
    print len(d), int(2 in d), int(3 in d)


def case_update():
    d = squares(3)
    e = {2: 100, 7: 200}
    d.update(e)
    print len(d), d[2], d[7], len(e)


def case_copy():
    d = squares(3)
    e = d.copy()
    e[0] = 50
    del e[1]
    print len(d), d[0], len(e), e[0]


def case_clear():
    d = squares(6)
    e = d
    d.clear()
    print len(e), int(0 in e),
    d[3] = 1
    print len(e)


def case_pop():
    d = squares(4)
    for k in [3, 3, 2]:
        try:
            print d.pop(k),
        except KeyError:
            print 'no',
    print d.pop(1, -7), d.pop(1, -8), len(d)


def case_popitem():
    d = squares(4)
    total = 0
    count = 0
    while True:
        try:
            k, v = d.popitem()
        except KeyError:
            break
        total += k * 100 + v
        count += 1
    print total, count, len(d)


def case_text_keys():
    d = {}
    for word in ['one', 'two', 'one', '', 'three', 'two', 'one']:
        d[word] = d.get(word, 0) + 1
    for word in ['', 'one', 'two', 'three']:
        print word, d[word],
    print len(d), int('four' in d)


def case_text_keys_computed():
    d = {}
    for i in range(30):
        d['k' + str(i)] = i
    total = 0
    for i in range(30):
        total += d['k%d' % i] * i
    print total, len(d)


def case_character_keys():
    d = {'a': 1}
    for c in 'banana':
        d[c] = d.get(c, 0) + 1
    print d['a'], d['b'], d['n'], int('z' in d)


def case_bool_keys():
    d = {}
    for n in range(5):
        d[n > 2] = n
    print d[False], d[True], len(d)


def case_float_keys():
    d = {}
    for n in range(4):
        d[n / 2.0] = n
    print d[0.0], d[0.5], d[1.5], len(d), int(0.25 in d), int(1.0 in d)


def case_unsigned_keys():
    d = {}
    for n in [3, -3, 3]:
        d[r_uint(n)] = n
    print len(d), d[r_uint(3)], int(r_uint(-3) in d), int(r_uint(4) in d)


def case_large_keys():
    d = {}
    for n in range(3):
        d[r_longlong(n) << 40] = n
    print len(d), d[r_longlong(2) << 40], int(r_longlong(3) in d)


def case_instance_keys():
    a = Key(1)
    b = OtherKey(1)
    d = {a: 'first'}
    d[b] = 'second'
    print d[a], d[b], len(d), int(Key(1) in d)


def case_instance_keys_and_none():
    d = {None: 1}
    key = Key(2)
    d[key] = 2
    for k in [None, key]:
        print d[k],
    print len(d)


def case_function_keys():
    def f():
        return 1

    def g():
        return 2
    d = {f: 'f', g: 'g'}
    for n in [0, 1]:
        print d[[f, g][n]], [f, g][n](),
    print


def case_class_keys():
    d = {Key: 1, OtherKey: 2}
    for n in [0, 1]:
        cls = [Key, OtherKey][n]
        print d[cls], cls(n).n,
    print


def case_tuple_keys():
    d = {}
    for n in range(4):
        d[n % 2, str(n)] = n
    print d[0, '2'], d[(1, '3')], int((0, '3') in d), len(d)


def case_values_that_are_dicts():
    d = {}
    for n in range(6):
        if n % 3 not in d:
            d[n % 3] = {}
        d[n % 3][n] = n * n
    print len(d), len(d[0]), d[1][4], d[2][5]


def case_values_that_are_none():
    d = {1: None, 2: 'x'}
    for k in [1, 2, 3]:
        if k in d:
            v = d[k]
            if v is None:
                print 'none',
            else:
                print v,
        else:
            print 'missing',
    print


def case_values_that_are_bools():
    d = {}
    for n in range(3):
        d[n] = n == 1
    print int(d[0]), int(d[1]), int(d.get(9, True))


def case_many():
    d = {}
    for i in range(2000):
        d[i * 7919 % 10007] = i
    for i in range(0, 2000, 2):
        del d[i * 7919 % 10007]
    total = 0
    for k, v in d.items():
        total = (total + k * v) % 1000003
    print len(d), total


def case_insert_and_delete_again_and_again():
    d = {}
    for i in range(3000):
        d[i] = i
        if i >= 3:
            del d[i - 3]
    print len(d), int(2999 in d), int(5 in d)


def case_prebuilt():
    print len(TABLE), TABLE['two'], int('four' in TABLE)
    for name in ['one', 'five']:
        try:
            print TABLE[name],
        except KeyError:
            print 'no',
    print


TABLE = {'one': 1, 'two': 2, 'three': 3}


def case_prebuilt_is_changed():
    CACHE[5] = 'five'
    CACHE[1] = 'uno'
    print CACHE[1], CACHE[5]
    del CACHE[2]
    print int(2 in CACHE), int(1 in CACHE)


CACHE = {1: 'one', 2: 'two'}


def case_dict_or_none():
    for n in [0, 1, 2]:
        d = None
        if n:
            d = squares(n - 1)
        if d is None:
            print 'none',
        elif d:
            print 'full',
        else:
            print 'empty',
    print


def case_comparison_of_identity():
    d = squares(2)
    e = d
    print int(d is e), int(d is squares(2)), int(d is not e)


def same_last_digit(a, b):
    return a % 10 == b % 10


def last_digit(a):
    return a % 10


def case_own_equality():
    d = r_dict(same_last_digit, last_digit)
    for n in [1, 11, 22, 5, 32]:
        d[n] = n
    print len(d), d[101], d[2], int(15 in d), int(6 in d)
    del d[55]
    print len(d), int(5 in d)


def case_own_equality_keeps_the_first_key():
    d = r_dict(same_last_digit, last_digit)
    d[13] = 'a'
    d[3] = 'b'
    for k in d:
        print k, d[k]


def raising_equality(a, b):
    if a == 13 or b == 13:
        raise ValueError
    return a == b


def one_hash(a):
    return 5


def case_own_equality_raises():
    d = r_dict(raising_equality, one_hash)
    d[1] = 1
    for k in [2, 13, 1]:
        try:
            d[k] = 7
            print len(d),
        except ValueError:
            print 'raised', len(d),
    try:
        print int(13 in d)
    except ValueError:
        print 'raised'


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
