"""Helpers for dicts.

A dict is a struct of `num_live` and `num_used` entries, `free` index slots that may still be
filled (counted in thirds), `indexes` and `entries`. Entries keep the order of insertion; a deleted one is only
marked invalid. `indexes` is an open-addressing table whose slots hold 0 (free), 1 (deleted), or an entry's
number plus 2. Prebuilt and fresh dicts have no index table; it is made at the first lookup that needs it,
so that hashes need not be known while translating.

`eq` compares two keys of equal hash beyond `==` of their values; None if there is nothing more. `hashf`
computes a key's hash. `stored` is `ll_stored` if entries keep the hash, else None; `ll_own_functions` if
`eq` and `hashf` get the dict in front of keys, too, because each dict has its own.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rlib.rarithmetic import r_uint, intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.rlist import ll_arraycopy
from rpython.rtyper.lltypesystem.lloperation import llop

FREE = 0
DELETED = 1
OFFSET = 2
INITIAL_INDEXES = 16
PERTURB_SHIFT = 5
MAX_ENTRIES = 1 << 30        # so that their numbers fit the index table


# ------------------------------------------------------------ hashes

def ll_stored():
    """Only a mark: see `stored`."""


def ll_own_functions():
    """Only a mark: see `stored`."""


@specialize.argtype(0)
def ll_hash_int(x):
    return intmask(x)


def ll_hash_char(x):
    return ord(x)


def ll_hash_unichar(x):
    return ord(x)


def ll_hash_bool(x):
    if x:
        return 1
    return 0


def ll_hash_identity(x):
    return llop.gc_identityhash(lltype.Signed, x)


@always_inline
def ll_entry_hash(entries, i, hashf, stored):
    if stored is not None:
        return entries[i].hash
    return hashf(entries[i].key)


@always_inline
def ll_same_key(d, key, other, eq, stored):
    if stored is ll_own_functions:
        return eq(d, key, other)
    return eq(key, other)


@always_inline
def ll_key_hash(d, key, hashf, stored):
    if stored is ll_own_functions:
        return hashf(d, key)
    return hashf(key)


# ------------------------------------------------------------ lookup

# The slots of the index table have 32 bits: half the memory, and half the cache misses.

@always_inline
def ll_get_index(indexes, i):
    return llop.cast_primitive(lltype.Signed, indexes[intmask(i)])


@always_inline
def ll_set_index(indexes, i, value):
    indexes[intmask(i)] = llop.cast_primitive(rffi.INT, value)


def ll_lookup(d, key, hash, eq, hashf, stored):
    """The number of the key's entry, or -1."""
    indexes = d.indexes
    mask = len(indexes) - 1
    if mask < 0:
        if d.num_live == 0:
            return -1
        ll_first_index(d, hashf, stored)
        indexes = d.indexes
        mask = len(indexes) - 1
    entries = d.entries
    i = r_uint(hash) & r_uint(mask)
    perturb = r_uint(hash)
    while True:
        index = ll_get_index(indexes, i)
        if index >= OFFSET:
            found = index - OFFSET
            candidate = entries[found].key
            if candidate == key:
                return found
            if eq is not None:
                if ll_entry_hash(entries, found, hashf, stored) == hash:
                    if ll_same_key(d, candidate, key, eq, stored):
                        if d.entries != entries or d.indexes != indexes or not entries[found].valid:
                            # The comparison has changed the dict: look again.
                            return ll_lookup(d, key, hash, eq, hashf, stored)
                        return found
                    if d.entries != entries or d.indexes != indexes:
                        return ll_lookup(d, key, hash, eq, hashf, stored)
        elif index == FREE:
            return -1
        i = ((i << 2) + i + perturb + r_uint(1)) & r_uint(mask)
        perturb >>= PERTURB_SHIFT


def ll_contains(d, key, hash, eq, hashf, stored):
    return ll_lookup(d, key, hash, eq, hashf, stored) >= 0


def ll_find(d, key, hash, eq, hashf, stored):
    """The number of the key's entry; raises KeyError."""
    found = ll_lookup(d, key, hash, eq, hashf, stored)
    if found < 0:
        raise KeyError
    return found


# ------------------------------------------------------------ index table

def ll_put_index(indexes, hash, number):
    mask = len(indexes) - 1
    i = r_uint(hash) & r_uint(mask)
    perturb = r_uint(hash)
    while ll_get_index(indexes, i) != FREE:
        i = ((i << 2) + i + perturb + r_uint(1)) & r_uint(mask)
        perturb >>= PERTURB_SHIFT
    ll_set_index(indexes, i, number + OFFSET)


def ll_first_index(d, hashf, stored):
    """Makes the index table of a prebuilt dict, whose stored hashes are not known yet."""
    if stored is not None:
        i = 0
        while i < d.num_used:
            if d.entries[i].valid:
                hash = ll_key_hash(d, d.entries[i].key, hashf, stored)
                d.entries[i].hash = hash
            i += 1
    ll_reindex(d, ll_index_size(d.num_live), hashf, stored)


def ll_index_size(count):
    """A power of two such that so many entries fill at most half of the table."""
    size = INITIAL_INDEXES
    while size < count * 2:
        size *= 2
    return size


def ll_roomy_size(count):
    """The size of a table for so many entries and as many more, or a good many if there are many already."""
    return ll_index_size(count + min(count + 1, 30000))


@dont_inline
def ll_reindex(d, size, hashf, stored):
    indexes = lltype.malloc(lltype.typeOf(d.indexes).TO, size)
    entries = d.entries
    count = 0
    i = 0
    while i < d.num_used:
        if entries[i].valid:
            ll_put_index(indexes, ll_entry_hash(entries, i, hashf, stored), i)
            count += 1
        i += 1
    d.indexes = indexes
    d.free = size * 2 - count * 3


# ------------------------------------------------------------ insertion

def ll_setitem(d, key, hash, value, eq, hashf, stored):
    found = ll_lookup(d, key, hash, eq, hashf, stored)
    if found >= 0:
        d.entries[found].value = value
    else:
        ll_insert(d, key, hash, value, hashf, stored)


def ll_insert(d, key, hash, value, hashf, stored):
    """Adds a key that is not in the dict."""
    number = ll_reserve(d, hash, hashf, stored)
    entries = d.entries
    entries[number].key = key
    entries[number].value = value
    if stored is not None:
        entries[number].hash = hash
    entries[number].valid = True


def ll_reserve(d, hash, hashf, stored):
    """The number of a new entry that is in the index table; its content is up to the caller."""
    if d.num_used == len(d.entries):
        ll_grow(d, hashf, stored)
    if d.free <= 3 or len(d.indexes) == 0:
        if len(d.indexes) == 0 and d.num_live > 0:
            ll_first_index(d, hashf, stored)
        if d.free <= 3:
            ll_reindex(d, ll_roomy_size(d.num_live), hashf, stored)
    number = d.num_used
    ll_put_index(d.indexes, hash, number)
    d.num_used = number + 1
    d.num_live += 1
    d.free -= 3
    return number


@dont_inline
def ll_grow(d, hashf, stored):
    """More room for entries; drops the deleted ones if they are many."""
    used = d.num_used
    if used > MAX_ENTRIES:
        raise MemoryError
    if d.num_live < used - (used >> 2):
        ll_compact(d, d.num_live + (d.num_live >> 1) + 8, hashf, stored)
        return
    old = d.entries
    entries = lltype.malloc(lltype.typeOf(old).TO, used + (used >> 1) + 8)
    ll_arraycopy(old, entries, 0, 0, used)
    d.entries = entries


@always_inline
def ll_copy_entry(source, i, dest, j, stored):
    dest[j].key = source[i].key
    dest[j].value = source[i].value
    if stored is not None:
        dest[j].hash = source[i].hash
    dest[j].valid = source[i].valid


def ll_compact(d, room, hashf, stored):
    """Moves the live entries to a new array without gaps."""
    old = d.entries
    used = d.num_used
    indexed = len(d.indexes) > 0
    entries = lltype.malloc(lltype.typeOf(old).TO, room)
    count = 0
    i = 0
    while i < used:
        if old[i].valid:
            ll_copy_entry(old, i, entries, count, stored)
            count += 1
        i += 1
    d.entries = entries
    d.num_used = count
    if indexed:
        ll_reindex(d, ll_roomy_size(count), hashf, stored)


def ll_prepare(d, count, hashf, stored):
    """Room for so many more entries."""
    needed = d.num_used + count
    if needed > len(d.entries):
        ll_compact(d, d.num_live + count, hashf, stored)
    if d.free <= count * 3:
        if len(d.indexes) == 0 and d.num_live > 0:
            ll_first_index(d, hashf, stored)
        ll_reindex(d, ll_index_size(d.num_live + count + 1), hashf, stored)


# ------------------------------------------------------------ deletion

def ll_unlink(d, number, hashf, stored):
    """Marks an entry deleted, in the index table too. The caller clears its pointers."""
    entries = d.entries
    if len(d.indexes) == 0:
        ll_first_index(d, hashf, stored)
    indexes = d.indexes
    hash = ll_entry_hash(entries, number, hashf, stored)
    mask = len(indexes) - 1
    i = r_uint(hash) & r_uint(mask)
    perturb = r_uint(hash)
    while ll_get_index(indexes, i) != number + OFFSET:
        i = ((i << 2) + i + perturb + r_uint(1)) & r_uint(mask)
        perturb >>= PERTURB_SHIFT
    ll_set_index(indexes, i, DELETED)
    entries[number].valid = False
    d.num_live -= 1
    if number == d.num_used - 1:
        # Deleted entries at the end are forgotten, so that popitem() stays cheap.
        used = number
        while used > 0 and not entries[used - 1].valid:
            used -= 1
        d.num_used = used


def ll_last(d):
    """The number of the last entry; raises KeyError if there is none."""
    i = d.num_used - 1
    while i >= 0:
        if d.entries[i].valid:
            return i
        i -= 1
    raise KeyError


def ll_first(d):
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            return i
        i += 1
    raise KeyError


# ------------------------------------------------------------ iteration

def ll_next(it):
    """The number of the next entry; raises StopIteration."""
    d = it.dict
    entries = d.entries
    i = it.index
    while i < d.num_used:
        if entries[i].valid:
            it.index = i + 1
            return i
        i += 1
    it.index = i
    raise StopIteration


def ll_next_reversed(it):
    d = it.dict
    entries = d.entries
    i = it.index - 1
    while i >= 0:
        if i < d.num_used and entries[i].valid:
            it.index = i
            return i
        i -= 1
    it.index = 0
    raise StopIteration


def ll_next_number(d, i):
    """The number of the first entry from i on, or -1."""
    while i < d.num_used:
        if d.entries[i].valid:
            return i
        i += 1
    return -1


def ll_keys(d, ARRAY, convert):
    result = lltype.malloc(ARRAY, d.num_live)
    entries = d.entries
    count = 0
    i = 0
    while i < d.num_used:
        if entries[i].valid:
            if convert is None:
                result[count] = entries[i].key
            else:
                result[count] = convert(entries[i].key)
            count += 1
        i += 1
    return result


def ll_values(d, ARRAY, convert):
    result = lltype.malloc(ARRAY, d.num_live)
    entries = d.entries
    count = 0
    i = 0
    while i < d.num_used:
        if entries[i].valid:
            if convert is None:
                result[count] = entries[i].value
            else:
                result[count] = convert(entries[i].value)
            count += 1
        i += 1
    return result


def ll_items(d, ARRAY, make_pair):
    result = lltype.malloc(ARRAY, d.num_live)
    entries = d.entries
    count = 0
    i = 0
    while i < d.num_used:
        if entries[i].valid:
            result[count] = make_pair(entries[i].key, entries[i].value)
            count += 1
        i += 1
    return result


# ------------------------------------------------------------ whole dicts

def ll_update(d, other, eq, hashf, stored):
    i = 0
    while i < other.num_used:
        entries = other.entries
        if entries[i].valid:
            key = entries[i].key
            value = entries[i].value
            hash = ll_key_hash(d, key, hashf, stored)
            ll_setitem(d, key, hash, value, eq, hashf, stored)
        i += 1


def ll_copy_into(d, other, hashf, stored):
    """Fills a fresh dict with the entries of another of the same type."""
    if other.num_live == 0:
        return
    if stored is not None:
        if len(other.indexes) == 0:
            ll_first_index(other, hashf, stored)
    entries = lltype.malloc(lltype.typeOf(other.entries).TO, other.num_live)
    count = 0
    i = 0
    while i < other.num_used:
        if other.entries[i].valid:
            ll_copy_entry(other.entries, i, entries, count, stored)
            count += 1
        i += 1
    d.entries = entries
    d.num_used = count
    d.num_live = count
    ll_reindex(d, ll_index_size(count), hashf, stored)


def ll_move_to_end(d, number, last, hashf, stored):
    """Makes an entry the last one (or the first)."""
    ll_compact_around(d, number, last, hashf, stored)


def ll_compact_around(d, number, last, hashf, stored):
    old = d.entries
    entries = lltype.malloc(lltype.typeOf(old).TO, d.num_live + (d.num_live >> 1) + 8)
    count = 0
    if not last:
        ll_copy_entry(old, number, entries, 0, stored)
        count = 1
    i = 0
    while i < d.num_used:
        if i != number and old[i].valid:
            ll_copy_entry(old, i, entries, count, stored)
            count += 1
        i += 1
    if last:
        ll_copy_entry(old, number, entries, count, stored)
        count += 1
    d.entries = entries
    d.num_used = count
    ll_reindex(d, ll_roomy_size(count), hashf, stored)
