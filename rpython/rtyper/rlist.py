"""Helpers for lists.

A list that is resized is a struct of `length` and `items`, where the array may
be longer than the list; any other list is the array itself. Functions that
only read, or write in place, get the array and the length; those that make a
list give back a fresh array, which the caller wraps as needed. Indices are
checked by their own functions, and only where the program has a handler.
"""

from rpython.rlib.objectmodel import always_inline, keepalive_until_here
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rtyper.lltypesystem import llmemory, lltype
from rpython.rtyper.lltypesystem.lloperation import llop


# ------------------------------------------------------------ indices

def ll_index(index, length):
    if index < 0:
        index += length
    return index


def ll_check_index(index, length):
    if index < 0:
        index += length
        if index < 0:
            raise IndexError
    elif index >= length:
        raise IndexError
    return index


def ll_check_index_nonneg(index, length):
    if index >= length:
        raise IndexError
    return index


def ll_clip(bound, length):
    if bound > length:
        return length
    return bound


def ll_before_last(length):
    if length > 0:
        return length - 1
    return 0


def ll_check_length(length, expected):
    if length != expected:
        raise ValueError


# ------------------------------------------------------------ whole arrays

@always_inline
def items_address(items, at):
    """The address of an item. It is good until the next allocation."""
    TYPE = lltype.typeOf(items).TO
    return llmemory.cast_ptr_to_adr(items) + (llmemory.itemoffsetof(TYPE, 0) + llmemory.sizeof(TYPE.OF) * at)


@always_inline
def ll_arraycopy(source, dest, source_start, dest_start, count):
    """Copies items between arrays that are not the same, or to other places of the same array."""
    llop.gc_writebarrier_before_copy(lltype.Bool, source, dest, source_start, dest_start, count)
    llop.raw_memmove(lltype.Void, items_address(source, source_start), items_address(dest, dest_start),
                     llmemory.sizeof(lltype.typeOf(source).TO.OF) * count)


def _new_like(items, length):
    return lltype.malloc(lltype.typeOf(items).TO, length)


def ll_slice(items, start, stop):
    count = stop - start
    result = _new_like(items, count)
    ll_arraycopy(items, result, start, 0, count)
    return result


def ll_concat(items1, length1, items2, length2):
    result = _new_like(items1, length1 + length2)
    ll_arraycopy(items1, result, 0, 0, length1)
    ll_arraycopy(items2, result, 0, length1, length2)
    return result


def _product(length, factor):
    try:
        return ovfcheck(length * factor)
    except OverflowError:
        raise MemoryError


def ll_mul(items, length, factor):
    if length <= 0 or factor <= 0:
        return _new_like(items, 0)
    count = _product(length, factor)
    result = _new_like(items, count)
    done = 0
    while done < count:
        ll_arraycopy(items, result, 0, done, length)
        done += length
    return result


def ll_alloc_clear(ARRAY, count):
    """A new array is clear. It is made even if nobody looks at it: there may be no room for it."""
    if count < 0:
        count = 0
    result = lltype.malloc(ARRAY, count)
    keepalive_until_here(result)
    return result


def ll_alloc_and_set(ARRAY, count, item):
    if count < 0:
        count = 0
    result = lltype.malloc(ARRAY, count)
    i = 0
    while i < count:
        result[i] = item
        i += 1
    return result


def ll_setslice(items, start, stop, new_items, count):
    if stop - start != count:
        raise ValueError("cannot resize lists with extended slices")
    ll_arraycopy(new_items, items, 0, start, count)


def ll_setslice_resized(l, start, stop, new_items, count):
    length = l.length
    old_count = stop - start
    if count != old_count:
        rest = length - stop
        tail = _new_like(l.items, rest)
        ll_arraycopy(l.items, tail, stop, 0, rest)
        if count > old_count:
            _resize_ge(l, length + count - old_count)
        else:
            _resize_le(l, length + count - old_count)
        ll_arraycopy(tail, l.items, 0, start + count, rest)
    items = l.items
    ll_arraycopy(new_items, items, 0, start, count)


def ll_convert(ARRAY, items, length, convert):
    result = lltype.malloc(ARRAY, length)
    i = 0
    while i < length:
        result[i] = convert(items[i])
        i += 1
    return result


def ll_reverse(items, length):
    i = 0
    last = length - 1
    while i < last:
        tmp = items[i]
        items[i] = items[last]
        items[last] = tmp
        i += 1
        last -= 1


def ll_contains(items, length, x, eq):
    i = 0
    while i < length:
        if eq is None:
            if items[i] == x:
                return True
        elif eq(items[i], x):
            return True
        i += 1
    return False


def ll_count(items, length, x, eq):
    count = 0
    i = 0
    while i < length:
        if eq is None:
            if items[i] == x:
                count += 1
        elif eq(items[i], x):
            count += 1
        i += 1
    return count


def ll_listindex(items, length, x, eq):
    i = 0
    while i < length:
        if eq is None:
            if items[i] == x:
                return i
        elif eq(items[i], x):
            return i
        i += 1
    raise ValueError


def ll_listeq(items1, length1, items2, length2, eq):
    if length1 != length2:
        return False
    i = 0
    while i < length1:
        if eq is None:
            if items1[i] != items2[i]:
                return False
        elif not eq(items1[i], items2[i]):
            return False
        i += 1
    return True


def ll_string2array(s, TYPE):
    length = len(s.chars)
    result = lltype.malloc(TYPE, length)
    i = 0
    while i < length:
        result[i] = s.chars[i]
        i += 1
    return result


# ------------------------------------------------------------ resized lists

def _resize_really(l, capacity):
    """Gives the list an array of this many items and copies what fits."""
    old = l.items
    new = _new_like(old, capacity)
    count = l.length
    if count > capacity:
        count = capacity
    ll_arraycopy(old, new, 0, 0, count)
    l.items = new


def _grow(l, length):
    """Makes room for this many items, and for some more to come."""
    if length > len(l.items):
        some = 3
        if length >= 9:
            some = 6
        _resize_really(l, length + (length >> 3) + some)


def _resize_ge(l, length):
    if len(l.items) < length:
        _grow(l, length)
    l.length = length


def _clear_tail(l, start, stop):
    """Forgets items behind the end, so that they do not keep anything alive."""
    ITEM = lltype.typeOf(l.items).TO.OF
    if isinstance(ITEM, lltype.Ptr) and ITEM.TO._gckind == 'gc':
        items = l.items
        while start < stop:
            items[start] = lltype.nullptr(ITEM.TO)
            start += 1


def _resize_le(l, length):
    """Cuts the list down; gives memory back where more than half is unused."""
    _clear_tail(l, length, l.length)
    l.length = length
    if length < (len(l.items) >> 1) - 5:
        _resize_really(l, length)


@always_inline
def ll_append(l, x):
    length = l.length
    if length >= len(l.items):
        _grow(l, length + 1)
    l.length = length + 1
    l.items[length] = x


def ll_fixed_array(l):
    """The items of a list that nobody else has, as an array of just these."""
    items = l.items
    if len(items) == l.length:
        return items
    return ll_slice(items, 0, l.length)


def ll_physical_size(l):
    """How many items there is room for."""
    return len(l.items)


def ll_nonmoving_items(l):
    """The address of the first item, which stays the same until the list is resized or dies."""
    # These modules need this one.
    from rpython.rlib import debug, rgc
    if rgc.can_move(l.items):
        # Objects that survive stay where they are then.
        rgc.collect(0)
        if rgc.can_move(l.items):
            debug.fatalerror_notb("a list has no address that stays, because the collector moves all objects")
    return items_address(l.items, 0)


def ll_insert_nonneg(l, index, x):
    length = l.length
    if index > length:
        index = length
    _resize_ge(l, length + 1)
    items = l.items
    ll_arraycopy(items, items, index, index + 1, length - index)
    items[index] = x


def ll_insert(l, index, x):
    if index < 0:
        index += l.length
        if index < 0:
            index = 0
    ll_insert_nonneg(l, index, x)


def ll_extend(l, items, count):
    length = l.length
    _resize_ge(l, length + count)
    ll_arraycopy(items, l.items, 0, length, count)


def ll_extend_string(l, s):
    length = l.length
    count = len(s.chars)
    _resize_ge(l, length + count)
    items = l.items
    i = 0
    while i < count:
        items[length + i] = s.chars[i]
        i += 1


def ll_inplace_mul(l, factor):
    length = l.length
    if factor <= 0:
        _resize_le(l, 0)
        return
    count = _product(length, factor)
    _resize_ge(l, count)
    i = length
    while i < count:
        l.items[i] = l.items[i - length]
        i += 1


def ll_pop(l):
    index = l.length - 1
    result = l.items[index]
    _resize_le(l, index)
    return result


def ll_pop_checked(l):
    if l.length == 0:
        raise IndexError
    return ll_pop(l)


def ll_pop_at(l, index):
    result = l.items[index]
    ll_delitem(l, index)
    return result


def ll_delitem(l, index):
    items = l.items
    last = l.length - 1
    ll_arraycopy(items, items, index + 1, index, last - index)
    _resize_le(l, last)


def ll_delslice(l, start, stop):
    items = l.items
    length = l.length
    gap = stop - start
    if gap <= 0:
        return
    ll_arraycopy(items, items, stop, start, length - stop)
    _resize_le(l, length - gap)


# ------------------------------------------------------------ iteration

def ll_listnext(iterator):
    index = iterator.index
    l = iterator.container
    if index >= l.length:
        raise StopIteration
    iterator.index = index + 1
    return l.items[index]


def ll_arraynext(iterator):
    index = iterator.index
    items = iterator.container
    if index >= len(items):
        raise StopIteration
    iterator.index = index + 1
    return items[index]


def ll_reversed_listnext(iterator):
    index = iterator.index - 1
    if index < 0:
        raise StopIteration
    iterator.index = index
    return iterator.container.items[index]


def ll_reversed_arraynext(iterator):
    index = iterator.index - 1
    if index < 0:
        raise StopIteration
    iterator.index = index
    return iterator.container[index]


def ll_next_index(iterator, length):
    """The index of the next item of something of constant length."""
    index = iterator.index
    if index >= length:
        raise StopIteration
    iterator.index = index + 1
    return index
