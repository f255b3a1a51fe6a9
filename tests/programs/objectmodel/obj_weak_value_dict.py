# RWeakValueDictionary with keys of several kinds: dead values are gone, subclasses, prebuilt and merged dicts, many values
from rpython.rlib import rgc
from rpython.rlib.rweakref import RWeakValueDictionary


class Base(object):
    number = 0


class Sub(Base):
    pass


class Key(object):
    pass


prebuilt_value = Base()
prebuilt_value.number = 77
prebuilt = RWeakValueDictionary(str, Base)
prebuilt.set("prebuilt", prebuilt_value)
by_number = RWeakValueDictionary(int, Base)


def t(b):
    return "T" if b else "F"


def some(d, key):
    value = d.get(key)
    if value is None:
        return -1
    return value.number


def numbered(i):
    value = by_number.get(i)
    if value is None:
        return -1
    return value.number


def fill(d, kept):
    for i in range(100):
        value = Sub() if i % 3 == 0 else Base()
        value.number = i
        d.set("key %d" % i, value)
        if i % 10 == 0:
            kept.append(value)


def fill_numbers(kept):
    for i in range(100):
        value = Base()
        value.number = i * i
        by_number.set(i, value)
        if i % 25 == 0:
            kept.append(value)


def alive(d):
    text = ""
    for i in range(100):
        n = some(d, "key %d" % i)
        if n >= 0:
            text += " %d" % n
    return text


def by_instance():
    d = RWeakValueDictionary(Key, Base)
    k1 = Key()
    k2 = Key()
    value = Base()
    value.number = 5
    d.set(k1, value)
    print t(d.get(k1) is value), t(d.get(k2) is None)
    d.set(k2, value)
    d.set(k1, None)
    print t(d.get(k1) is None), t(d.get(k2) is value)


def choose(n):
    if n > 1:
        return prebuilt
    return RWeakValueDictionary(str, Base)


def entry_point(argv):
    kept = []
    d = RWeakValueDictionary(str, Base)
    fill(d, kept)
    rgc.collect()
    rgc.collect()
    print alive(d)
    d.set("key 10", None)
    d.set("never there", None)
    print alive(d)
    more = []
    fill(d, more)
    rgc.collect()
    print alive(d), len(kept), len(more)
    numbers = []
    fill_numbers(numbers)
    rgc.collect()
    print numbered(0), numbered(50), numbered(51), numbered(75), len(numbers)
    by_instance()
    chosen = choose(len(argv))
    print t(chosen.get("prebuilt") is None)
    print some(choose(7), "prebuilt"), some(prebuilt, "other")
    prebuilt.set("other", kept[0])
    print some(prebuilt, "other")
    return 0


def target(driver, args):
    return entry_point, None
