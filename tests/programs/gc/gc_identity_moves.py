# identity hashes, ids and weak references stay with objects that move, in collections of several sizes
# skip: untranslated (print of a run-time bool)
import weakref
from rpython.rlib import rgc
from rpython.rlib.objectmodel import compute_identity_hash, compute_unique_id

class Thing(object):
    def __init__(self, number):
        self.number = number
        self.link = None

class Holder(object):
    pass

prebuilt = Thing(-1)
prebuilt_hash = Holder()
prebuilt_hash.table = {prebuilt: 7}

def make(n):
    things = []
    for i in range(n):
        thing = Thing(i)
        if things:
            thing.link = things[i // 2]
        things.append(thing)
    return things

def check(things, hashes, ids):
    wrong = 0
    for i in range(len(things)):
        thing = things[i]
        if thing is None:
            continue
        if compute_identity_hash(thing) != hashes[i]:
            wrong += 1
        if compute_unique_id(thing) != ids[i]:
            wrong += 1
    return wrong

def by_identity(things):
    table = {}
    for thing in things:
        table[thing] = thing.number
    return table

def lookups(things, table):
    found = 0
    for thing in things:
        if thing is not None and table.get(thing, -5) == thing.number:
            found += 1
    return found

def distinct(ids):
    seen = {}
    for i in ids:
        seen[i] = True
    return len(seen)

def garbage(n):
    total = 0
    for i in range(n):
        l = [Thing(i), Thing(i + 1)]
        total += l[i & 1].number
    return total

def rounds(n, size):
    things = make(size)
    hashes = [compute_identity_hash(thing) for thing in things]
    ids = [compute_unique_id(thing) for thing in things]
    table = by_identity(things)
    refs = []
    for thing in things:
        assert thing is not None
        refs.append(weakref.ref(thing))
    wrong = 0
    for i in range(n):
        garbage(50 * (i + 1))
        rgc.collect()
        wrong += check(things, hashes, ids)
        garbage(10)
        for j in range(0, size, 7):
            if refs[j]() is not things[j]:
                wrong += 1
    print wrong, lookups(things, table), distinct(ids) == size
    table = None
    for i in range(size):
        if i % 3 == 0:
            things[i] = None
    return wrong + alive(things, refs)

def alive(things, refs):
    # A thing is kept by the list, or by the links of others.
    for thing in things:
        if thing is not None:
            thing.link = None
    rgc.collect()
    n = 0
    for i in range(len(things)):
        if refs[i]() is not None:
            n += 1
    return n

def entry_point(argv):
    print rounds(3, 30)
    print rounds(4, 200)
    prebuilt.link = Thing(12)
    rgc.collect()
    garbage(100)
    print prebuilt.link.number, prebuilt_hash.table[prebuilt]
    h = compute_identity_hash(prebuilt)
    rgc.collect()
    print h == compute_identity_hash(prebuilt)
    return 0


def target(driver, args):
    return entry_point, None
