# OrderedDict, r_ordereddict, and the order of plain dicts, which is that of insertion.
from _cases import entry_point_of
from collections import OrderedDict
from rpython.rlib import objectmodel
from rpython.rlib.objectmodel import r_ordereddict


def filled(n):
    d = OrderedDict()
    for i in range(n):
        d[(i * 7) % 10] = i
    return d


def show(d):
    for k, v in d.items():
        print str(k) + ':' + str(v),
    print '.',


def case_insertion_order():
    for n in [0, 1, 8]:
        show(filled(n))
    print


def case_assignment_keeps_the_place():
    d = filled(4)
    d[7] = 100
    show(d)
    print


def case_deletion_and_insertion():
    d = filled(5)
    del d[4]
    show(d)
    d[4] = 9
    show(d)
    print


def case_iterators():
    d = filled(4)
    for k in d:
        print k,
    for k in d.iterkeys():
        print k,
    for v in d.itervalues():
        print v,
    for k, v in d.iteritems():
        print k + v,
    print


def case_keys_and_values():
    d = filled(5)
    print ' '.join([str(k) for k in d.keys()]), ' '.join([str(v) for v in d.values()])


def case_popitem_takes_the_last():
    d = filled(4)
    for attempt in range(5):
        try:
            k, v = d.popitem()
            print k, v,
        except KeyError:
            print 'empty'


def case_pop():
    d = filled(4)
    print d.pop(7), d.pop(7, -1), len(d),
    show(d)
    print


def case_update_and_copy():
    d = filled(3)
    e = OrderedDict()
    e[50] = 5
    e[0] = 6
    d.update(e)
    c = d.copy()
    c[99] = 1
    show(d)
    show(c)
    print


def case_setdefault_and_get():
    d = filled(2)
    print d.setdefault(7, 5), d.setdefault(8, 6), d.get(8, 0), d.get(9, -9),
    show(d)
    print


def case_clear():
    d = filled(4)
    d.clear()
    d[3] = 1
    d[1] = 2
    show(d)
    print


def case_order_survives_growth():
    d = OrderedDict()
    for i in range(500):
        d[(i * 37) % 501] = i
    for i in range(0, 500, 3):
        del d[(i * 37) % 501]
    last = -1
    sorted_values = 1
    for v in d.values():
        if v < last:
            sorted_values = 0
        last = v
    print len(d), sorted_values, last


def case_text_keys():
    d = OrderedDict()
    for word in 'the cat saw the dog'.split(' '):
        d[word] = d.get(word, 0) + 1
    for word in d:
        print word, d[word],
    print


def case_prebuilt():
    print len(TABLE),
    for k in TABLE:
        print k, TABLE[k],
    print int('four' in TABLE)


TABLE = OrderedDict()
TABLE['one'] = 1
TABLE['two'] = 2
TABLE['three'] = 3


def same_initial(a, b):
    return a[0] == b[0]


def initial(a):
    return ord(a[0])


def case_own_equality():
    d = r_ordereddict(same_initial, initial)
    for word in ['apple', 'bean', 'avocado', 'corn']:
        d[word] = len(word)
    for k in d:
        print k, d[k],
    del d['b']
    print len(d), d['a'], int('xyz' in d)


def case_move_to_end():
    d = filled(4)
    objectmodel.move_to_end(d, 0)
    show(d)
    objectmodel.move_to_end(d, 1, last=False)
    show(d)
    try:
        objectmodel.move_to_end(d, 77)
    except KeyError:
        print 'no'


def case_first_key_and_hashes():
    d = filled(3)
    for k in d:
        h = objectmodel.compute_hash(k)
        print int(objectmodel.contains_with_hash(d, k, h)), objectmodel.getitem_with_hash(d, k, h),
    objectmodel.setitem_with_hash(d, 77, objectmodel.compute_hash(77), 5)
    objectmodel.delitem_with_hash(d, 0, objectmodel.compute_hash(0))
    show(d)
    print


def case_items_with_hashes():
    d = filled(3)
    for k, h in objectmodel.iterkeys_with_hash(d):
        print k, int(h == objectmodel.compute_hash(k)),
    for k, v, h in objectmodel.iteritems_with_hash(d):
        print k, v,
    print


def case_delete_if_present():
    class_values = {1: 'a', 2: 'b'}
    objectmodel.delitem_if_value_is(class_values, 1, class_values[1])
    objectmodel.delitem_if_value_is(class_values, 2, 'zz')
    objectmodel.delitem_if_value_is(class_values, 3, 'zz')
    print len(class_values), int(1 in class_values)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
