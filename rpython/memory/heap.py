"""Looking at the objects of a running program: what refers to what, sizes, types. The same for all collectors.

Addresses that are found stay right until memory is allocated.
"""
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.gcdata import (
    gcdata, HEADER, MIN_SIZE, TYPEID_MASK, FLAG_EXTRA, T_VARSIZE, T_ITEMS_HAVE_PTRS, T_INSTANCE,
    T_CUSTOM_TRACE)
from rpython.memory.raw import NULL, WORD, POINTER, load_word, store_word, load_address, AddressStack
from rpython.memory.stacks import S_BASE, S_TOP, S_NEXT

# What a search has found.
found = AddressStack()
# Places of managed pointers that a function of the program has found for an object (T_CUSTOM_TRACE). Who calls it takes them
# off again.
traced = AddressStack()


def type_of(obj):
    return gcdata.types[type_index(obj)]


def type_index(obj):
    return load_word(obj, -HEADER) & TYPEID_MASK


def count_types():
    return len(gcdata.types)


def is_instance(obj):
    """Whether it is an instance of an RPython class."""
    return type_of(obj).infobits & T_INSTANCE != 0


def size_of(obj):
    """Bytes, without the header."""
    info = type_of(obj)
    size = info.fixedsize
    if info.infobits & T_VARSIZE:
        size += info.itemsize * load_word(obj, info.lengthoffset)
    if size < MIN_SIZE - HEADER:
        size = MIN_SIZE - HEADER
    return (size + WORD - 1) & ~(WORD - 1)


def has_extra_flag(obj):
    return load_word(obj, -HEADER) & FLAG_EXTRA != 0


def toggle_extra_flag(obj):
    store_word(obj, -HEADER, load_word(obj, -HEADER) ^ FLAG_EXTRA)


def _add(obj):
    if obj != NULL and llmemory.cast_adr_to_int(obj) & 1 == 0:
        found.append(obj)


def find_referents(obj):
    """The objects that this one refers to, once for each pointer."""
    found.clear()
    info = type_of(obj)
    offsets = info.ptroffsets
    i = 0
    while i < len(offsets):
        _add(load_address(obj, offsets[i]))
        i += 1
    if info.infobits & T_ITEMS_HAVE_PTRS:
        offsets = info.itemptroffsets
        item = obj + info.itemsoffset
        length = load_word(obj, info.lengthoffset)
        while length > 0:
            i = 0
            while i < len(offsets):
                _add(load_address(item, offsets[i]))
                i += 1
            item += info.itemsize
            length -= 1
    if info.infobits & T_CUSTOM_TRACE:
        bottom = traced.used
        info.tracer(obj)
        while traced.used > bottom:
            _add(load_address(traced.pop(), 0))


def _add_stack(slot, top):
    while slot != top:
        _add(load_address(slot, 0))
        slot += POINTER


def find_roots():
    """The objects that the program's stacks and static data refer to, and the prebuilt ones."""
    found.clear()
    _add_stack(gcdata.root_stack_base, llop.gc_stack_top(llmemory.Address))
    stack = gcdata.suspended
    while stack != NULL:
        _add_stack(load_address(stack, S_BASE), load_address(stack, S_TOP))
        stack = load_address(stack, S_NEXT)
    roots = gcdata.static_roots
    i = 0
    while i < len(roots):
        _add(load_address(roots[i], 0))
        i += 1
    objects = gcdata.prebuilt
    i = 0
    while i < len(objects):
        found.append(objects[i])
        i += 1
