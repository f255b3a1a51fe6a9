# rlib.objectmodel: hashes and identities, dictionaries with functions of their own, hints.
from _cases import entry_point_of
from rpython.rlib.objectmodel import (
    CDefinedIntSymbolic, Symbolic, always_inline, compute_hash, compute_identity_hash,
    compute_unique_id, contains_with_hash, current_object_addr_as_int, delitem_if_value_is, delitem_with_hash, dict_to_switch,
    dont_inline, enforceargs, getitem_with_hash, import_from_mixin, instantiate, is_annotation_constant,
    iteritems_with_hash, iterkeys_with_hash, keepalive_until_here, list_get_physical_size, move_to_end, newlist_hint,
    prepare_dict_update, r_dict, r_ordereddict, resizelist_hint, reversed_dict, setitem_with_hash, specialize, try_inline)


class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y


def same_points(a, b):
    return a.x == b.x and a.y == b.y


def hash_of_point(p):
    return p.x * 1000 + p.y


def case_r_dict():
    d = r_dict(same_points, hash_of_point)
    d[Point(1, 2)] = 'first'
    d[Point(3, 4)] = 'second'
    d[Point(1, 2)] = 'third'
    print len(d), d[Point(1, 2)], d[Point(3, 4)], int(Point(1, 3) in d), int(Point(3, 4) in d)
    print d.get(Point(9, 9), 'none'), d.get(Point(3, 4), 'none')
    try:
        d[Point(0, 0)]
    except KeyError:
        print 'no such point'
    del d[Point(1, 2)]
    print len(d), [p.x for p in d.keys()][0], d.values()[0]


def case_r_dict_methods():
    d = r_dict(same_points, hash_of_point, force_non_null=True)
    for i in range(5):
        d[Point(i, i)] = i * 10
    print d.setdefault(Point(2, 2), 7), d.setdefault(Point(8, 8), 7), len(d)
    e = d.copy()
    d.clear()
    total = 0
    for p, n in e.items():
        total += p.x + n
    print len(d), len(e), total
    d.update(e)
    for p in d:
        total -= p.x
    print len(d), total, int(Point(8, 8) in d)


class Failing(Exception):
    pass


def case_r_dict_with_failing_functions():
    d = make_failing_dict()
    d[1] = 'one'
    d[2] = 'two'
    for key in [1, 2, -1, 13, 3]:
        try:
            print d[key],
        except Failing:
            print 'failed',
        except KeyError:
            print 'missing',
    print


def failing_equal(a, b):
    if a == 13 or b == 13:
        raise Failing
    return a == b


def failing_hash(a):
    if a < 0:
        raise Failing
    return 5


def make_failing_dict():
    return r_dict(failing_equal, failing_hash)


PREBUILT = r_dict(lambda a, b: a % 10 == b % 10, lambda a: a % 10)
PREBUILT[3] = 'three'
PREBUILT[14] = 'four'


def case_prebuilt_r_dict():
    print PREBUILT[103], PREBUILT[4], int(25 in PREBUILT)
    PREBUILT[55] = 'five'
    print len(PREBUILT), PREBUILT[5]


def case_r_ordereddict():
    d = r_ordereddict(lambda a, b: a.lower() == b.lower(), lambda a: compute_hash(a.lower()))
    for word in ['One', 'two', 'THREE', 'ONE']:
        d[word] = len(d)
    print ' '.join(d.keys()), d['tWo'], d['one']
    del d['two']
    d['TWO'] = 9
    print ' '.join(d.keys())


def case_move_to_end():
    d = r_ordereddict(lambda a, b: a == b, lambda a: a)
    for i in range(5):
        d[i] = str(i)
    move_to_end(d, 1)
    move_to_end(d, 3, last=False)
    print ' '.join([str(key) for key in d.keys()])
    try:
        move_to_end(d, 77)
    except KeyError:
        print 'not there'


def case_hashes_of_strings():
    print int(compute_hash('abc') == compute_hash('ab' + chr(99))), int(compute_hash('abc') == compute_hash('abd'))
    print int(compute_hash(u'abc') == compute_hash(u'ab' + unichr(99)))


def case_hashes_of_numbers():
    print compute_hash(7), compute_hash(-1 - len('')), int(compute_hash(1.5) == compute_hash(3.0 / 2.0)), int(compute_hash('x' == 'y'))
    print int(compute_hash((1, 'a')) == compute_hash((1, 'a'))), int(compute_hash((1, 2)) == compute_hash((2, 1)))


def case_hashes_of_none():
    print compute_hash(None)


def case_identity():
    a, b = Point(1, 1), Point(1, 1)
    print int(compute_identity_hash(a) == compute_identity_hash(a)), int(compute_unique_id(a) == compute_unique_id(a)),
    print int(compute_unique_id(a) == compute_unique_id(b)), int(compute_hash(a) == compute_identity_hash(a))
    print int(current_object_addr_as_int(a) == current_object_addr_as_int(b))
    keepalive_until_here(a)


def case_dict_iteration_with_hash():
    d = {'a': 1, 'bb': 2, 'ccc': 3}
    total = 0
    for key, h in iterkeys_with_hash(d):
        if h == compute_hash(key):
            total += len(key)
    for key, value, h in iteritems_with_hash(d):
        if h == compute_hash(key):
            total += value * 100
    print total


def case_dict_operations_with_hash():
    d = {'a': 1}
    setitem_with_hash(d, 'b', compute_hash('b'), 2)
    print getitem_with_hash(d, 'b', compute_hash('b')), int(contains_with_hash(d, 'a', compute_hash('a'))),
    print int(contains_with_hash(d, 'c', compute_hash('c')))
    delitem_with_hash(d, 'a', compute_hash('a'))
    print len(d), d.keys()[0]
    try:
        getitem_with_hash(d, 'a', compute_hash('a'))
    except KeyError:
        print 'gone'
    try:
        delitem_with_hash(d, 'a', compute_hash('a'))
    except KeyError:
        print 'gone'


def case_delitem_if_value_is():
    a, b = Point(0, 0), Point(0, 0)
    d = {'k': a, 'l': b}
    delitem_if_value_is(d, 'k', b)
    delitem_if_value_is(d, 'l', b)
    delitem_if_value_is(d, 'm', b)
    print len(d), int('k' in d), int('l' in d)


def case_reversed_dict():
    d = {}
    for i in range(6):
        d['k%d' % i] = i
    del d['k2']
    names = []
    for key in reversed_dict(d):
        names.append(key)
    print len(names), int('k0' in names), int('k2' in names)


def case_prepare_dict_update():
    d = {}
    prepare_dict_update(d, 30)
    for i in range(40):
        d[i] = i * i
    print len(d), d[39]


def case_list_hints():
    l = newlist_hint(100)
    print len(l)
    for i in range(5):
        l.append(i)
    resizelist_hint(l, 50)
    print len(l), l[4]
    resizelist_hint(l, 5)
    l.append(9)
    print len(l), l[5]


def case_physical_size():
    l = [1, 2]
    l.append(3)
    print int(list_get_physical_size(l) >= 3), list_get_physical_size([0] * 7)


def case_instantiate():
    p = instantiate(Point)
    p.x = 3
    print p.x, int(isinstance(p, Point))


class Mixin(object):
    kind = 'mixed'

    def describe(self):
        return self.kind + ' ' + self.name()


class Plain(object):
    import_from_mixin(Mixin)

    def name(self):
        return 'plain'


class Other(object):
    import_from_mixin(Mixin)

    def name(self):
        return 'other'

    def describe_twice(self):
        return self.describe() + ', ' + self.describe()


def case_import_from_mixin():
    print Plain().describe(), Other().describe_twice(), Plain.kind


@specialize.memo()
def power_function(n):
    def power(x):
        result = 1
        for i in range(n):
            result *= x
        return result
    return power


def case_specialize_memo_gives_functions():
    print power_function(2)(7), power_function(3)(2)


@specialize.argtype(0)
def twice(x):
    return x + x


def case_specialize_argtype():
    print twice(21), twice('ab'), int(twice(0.25) * 2)


@specialize.memo()
def table_of(name):
    return {'small': 1, 'large': 100}[name]


def case_specialize_memo():
    for name in ['small', 'large']:
        if name == 'small':
            print table_of('small'),
        else:
            print table_of('large'),
    print


@specialize.arg_or_var(0)
def constant_or_not(n):
    if is_annotation_constant(n):
        return 'constant'
    return 'variable'


def case_specialize_arg_with_constants():
    print power_of(2, 5), power_of(3, 5)


def case_specialize_arg_or_var():
    print constant_or_not(3)


@specialize.arg(0)
def power_of(exponent, base):
    if exponent == 2:
        return base * base
    return base * base * base


@enforceargs(int, str)
def repeated(n, text):
    return text * n


@enforceargs(b=int)
def added(a, b=5):
    return a + b


def case_enforceargs():
    print repeated(3, 'ab'), added(1), added(1, 2)


@enforceargs(float)
def halved(x):
    return x / 2


def case_enforceargs_promotes_to_float():
    print int(halved(4) * 10)


@always_inline
def inlined(x):
    return x + 1


@dont_inline
def not_inlined(x):
    return x + 2


@try_inline
def perhaps_inlined(x):
    return x + 3


def case_inlining_hints():
    print inlined(1) + not_inlined(1) + perhaps_inlined(1)


NUMBERS = dict_to_switch({10: 1, 20: 2, 30: 3}, default=0)


def case_dict_to_switch():
    for n in [10, 30, 11]:
        print NUMBERS(n),
    print


def case_switch_without_default():
    for n in [1, 2]:
        try:
            print STRICT(n),
        except KeyError:
            print 'no'


STRICT = dict_to_switch({1: 100})


def case_symbolic_numbers():
    print int(isinstance(SYMBOL, Symbolic)), SYMBOL.default


SYMBOL = CDefinedIntSymbolic('4', default=4)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
