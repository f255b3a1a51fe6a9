# RWeakKeyDictionary: entries whose keys are dead are gone, length, subclasses, values stay alive with the keys
# skip: untranslated (local variables keep objects alive)
from rpython.rlib import rgc
from rpython.rlib.rweakref import RWeakKeyDictionary


class Key(object):
    pass


class SubKey(Key):
    pass


class Value(object):
    number = 0


class SubValue(Value):
    pass


prebuilt = RWeakKeyDictionary(Key, Value)


def t(b):
    return "T" if b else "F"


def value(n):
    result = SubValue() if n % 2 else Value()
    result.number = n
    return result


def some(d, key):
    found = d.get(key)
    if found is None:
        return -1
    return found.number


def start(d):
    k1 = Key()
    k2 = Key()
    k3 = SubKey()
    d.set(k1, value(1))
    d.set(k2, value(2))
    d.set(k3, value(3))
    print some(d, k1), some(d, k2), some(d, k3), some(d, Key()), d.length()
    return k1, k3


def check(d):
    k1, k3 = start(d)
    rgc.collect()
    rgc.collect()
    print some(d, k1), some(d, k3), d.length()
    d.set(k1, None)
    print some(d, k1), some(d, k3), d.length()
    keys = [Key() for i in range(100)]
    for i in range(100):
        d.set(keys[i], value(i))
    total = 0
    for key in keys:
        total += some(d, key)
    print total, d.length()
    for i in range(100):
        d.set(keys[i], value(i + 1))
    print some(d, keys[0]), some(d, keys[99]), d.length()
    for i in range(0, 100, 2):
        d.set(keys[i], None)
    print some(d, keys[0]), some(d, keys[1]), d.length()
    keys = None
    rgc.collect()
    rgc.collect()
    print d.length(), some(d, k3)


def entry_point(argv):
    check(RWeakKeyDictionary(Key, Value))
    check(prebuilt)
    return 0


def target(driver, args):
    return entry_point, None
