# Weak dicts, weak references and weak lists: what they keep, what they forget.
from rpython.rlib import rgc
from rpython.rlib.objectmodel import keepalive_until_here, specialize
from rpython.rlib.rweaklist import RWeakListMixin
from rpython.rlib.rweakref import RWeakKeyDictionary, RWeakValueDictionary, dead_ref, has_weakref_support, ref
from _cases import entry_point_of


class Thing(object):
    def __init__(self, number):
        self.number = number


class Special(Thing):
    pass


class Key(object):
    def __init__(self, name):
        self.name = name


@specialize.call_location()
def numbers(d, keys):
    found = []
    for key in keys:
        thing = d.get(key)
        if thing is None:
            found.append('-')
        else:
            found.append(str(thing.number))
    return ' '.join(found)


def case_support():
    print int(has_weakref_support()), int(dead_ref() is None)


def case_references():
    thing = Thing(5)
    r = ref(thing)
    found = r()
    print found.number, int(found is thing)
    keepalive_until_here(thing)


def make_reference():
    return ref(Thing(6))


def case_reference_dies():
    r = make_reference()
    rgc.collect()
    rgc.collect()
    print int(r() is None)


def case_reference_or_none():
    for flag in [0, 1]:
        if flag:
            thing = Thing(1)
            r = ref(thing)
        else:
            thing = None
            r = dead_ref
        found = r()
        print int(found is None),
        keepalive_until_here(thing)
    print


def case_values_by_string():
    d = RWeakValueDictionary(str, Thing)
    one, two = Thing(1), Special(2)
    d.set('one', one)
    d.set('two', two)
    print numbers(d, ['one', 'two', 'three']), int(d.get('two') is two),
    d.set('one', None)
    d.set('three', None)
    d.set('two', one)
    print numbers(d, ['one', 'two', 'three'])
    keepalive_until_here(one)
    keepalive_until_here(two)


def fill(d, count):
    kept = []
    for i in range(count):
        thing = Thing(i)
        d.set(str(i), thing)
        if i % 10 == 0:
            kept.append(thing)
    return kept


def case_values_die():
    d = RWeakValueDictionary(str, Thing)
    kept = fill(d, 200)
    rgc.collect()
    rgc.collect()
    alive = 0
    for i in range(200):
        if d.get(str(i)) is not None:
            alive += 1
    print alive, numbers(d, ['0', '1', '10', '190', '199'])
    keepalive_until_here(kept)


def case_values_by_int():
    d = RWeakValueDictionary(int, Thing)
    one, two = Thing(1), Thing(2)
    d.set(0, one)
    d.set(-5, two)
    print numbers(d, [0, -5, 5, 1])
    d.set(0, two)
    print numbers(d, [0])
    keepalive_until_here(one)
    keepalive_until_here(two)


def case_values_by_object():
    d = RWeakValueDictionary(Key, Thing)
    a, b = Key('x'), Key('x')
    thing = Thing(3)
    d.set(a, thing)
    print numbers(d, [a, b])
    keepalive_until_here(thing)


def case_values_by_unicode():
    d = RWeakValueDictionary(unicode, Thing)
    thing = Thing(8)
    d.set(u'\u20ac', thing)
    print numbers(d, [u'\u20ac', u'x'])
    keepalive_until_here(thing)


def case_many_dead_values():
    d = RWeakValueDictionary(str, Thing)
    for turn in range(5):
        fill(d, 100)
        rgc.collect()
    last = Thing(77)
    d.set('last', last)
    print numbers(d, ['last'])
    keepalive_until_here(last)


def case_keys():
    d = RWeakKeyDictionary(Key, Thing)
    a, b, c = Key('a'), Key('b'), Key('a')
    d.set(a, Thing(1))
    d.set(b, Special(2))
    print numbers(d, [a, b, c]), d.length(),
    d.set(a, Thing(3))
    d.set(c, None)
    print numbers(d, [a, b]), d.length(),
    d.set(b, None)
    print numbers(d, [a, b]), d.length()
    keepalive_until_here(a)
    keepalive_until_here(b)


def fill_keys(d, count):
    kept = []
    for i in range(count):
        key = Key(str(i))
        d.set(key, Thing(i))
        if i % 7 == 0:
            kept.append(key)
    return kept


def case_keys_die():
    d = RWeakKeyDictionary(Key, Thing)
    kept = fill_keys(d, 100)
    rgc.collect()
    rgc.collect()
    total = 0
    for key in kept:
        total += d.get(key).number
    print len(kept), total, d.length()


class Registry(object):
    def __init__(self):
        self.things = RWeakValueDictionary(str, Thing)


def case_dict_as_attribute():
    r = Registry()
    thing = Thing(4)
    r.things.set('four', thing)
    print numbers(r.things, ['four', 'five'])
    keepalive_until_here(thing)


PREBUILT = RWeakValueDictionary(str, Thing)
PREBUILT_THING = Thing(41)
PREBUILT.set('prebuilt', PREBUILT_THING)
PREBUILT_KEYS = RWeakKeyDictionary(Key, Thing)
PREBUILT_KEY = Key('prebuilt')
PREBUILT_KEYS.set(PREBUILT_KEY, Thing(42))


def case_prebuilt():
    print numbers(PREBUILT, ['prebuilt', 'other']), PREBUILT_KEYS.get(PREBUILT_KEY).number, PREBUILT_KEYS.length(),
    thing = Thing(43)
    PREBUILT.set('other', thing)
    rgc.collect()
    print numbers(PREBUILT, ['prebuilt', 'other'])
    keepalive_until_here(thing)


class Handles(RWeakListMixin):
    def __init__(self):
        self.initialize()


def case_weak_list():
    handles = Handles()
    things = [Thing(i) for i in range(5)]
    print [handles.add_handle(thing) for thing in things],
    print handles.fetch_handle(3).number, len(handles.get_all_handles())
    keepalive_until_here(things)


def add_many(handles, count):
    for i in range(count):
        handles.add_handle(Thing(i))


def case_weak_list_reuses_places():
    handles = Handles()
    thing = Thing(9)
    first = handles.add_handle(thing)
    for turn in range(10):
        add_many(handles, 100)
        rgc.collect()
    print int(len(handles.get_all_handles()) < 600), handles.fetch_handle(first).number
    index = handles.reserve_next_handle_index()
    handles.store_handle(index, thing)
    print int(handles.fetch_handle(index) is thing)
    keepalive_until_here(thing)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
