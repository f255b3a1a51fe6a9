"""Stacks of roots besides the one in use: those of other threads, and of continuations that are not running.

The state of the running thread is in fixed places: the bounds of its stack of roots in `gcdata`, the top where the
backend keeps it, the limit of its machine stack with the stack checks. When another one goes on, all that is put into
a record and taken from another; no code of the program knows of it. Records of what is not running are in a list that
starts at `gcdata.suspended`, which the collectors look at.
"""
from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.gcdata import gcdata
from rpython.memory.raw import (
    NULL, WORD, POINTER, load_word, store_word, load_address, store_address, allocate_zeroed, free, out_of_memory)

# A record. A record with only the first four is a range of roots that stays where it is.
S_NEXT = 0
S_PREVIOUS = WORD
S_BASE = 2 * WORD
S_TOP = 3 * WORD
S_LIMIT = 4 * WORD
S_LOWEST = 5 * WORD       # of the machine stack
S_SIZE = 6 * WORD


def register(record):
    """From now on the collectors look at what lies between the record's base and top."""
    following = gcdata.suspended
    store_address(record, S_NEXT, following)
    store_address(record, S_PREVIOUS, NULL)
    if following != NULL:
        store_address(following, S_PREVIOUS, record)
    gcdata.suspended = record


def unregister(record):
    following = load_address(record, S_NEXT)
    previous = load_address(record, S_PREVIOUS)
    if following != NULL:
        store_address(following, S_PREVIOUS, previous)
    if previous != NULL:
        store_address(previous, S_NEXT, following)
    else:
        gcdata.suspended = following


def suspend(record):
    """Puts what runs into the record."""
    store_address(record, S_BASE, gcdata.root_stack_base)
    store_address(record, S_TOP, llop.gc_stack_top(llmemory.Address))
    store_address(record, S_LIMIT, gcdata.root_stack_limit)
    store_word(record, S_LOWEST, llop.stack_lowest(lltype.Signed))
    register(record)


def resume(record):
    """What the record holds runs from now on."""
    unregister(record)
    gcdata.root_stack_base = load_address(record, S_BASE)
    gcdata.root_stack_limit = load_address(record, S_LIMIT)
    llop.gc_set_stack_top(lltype.Void, load_address(record, S_TOP))
    llop.stack_set_lowest(lltype.Void, load_word(record, S_LOWEST))


@always_inline
def has_roots():
    """Whether the program has a collector with a stack of roots."""
    return gcdata.root_stack_base != NULL


def prepare(record, base, nbytes, lowest):
    """An empty stack of roots in so many bytes at `base`, for a machine stack down to `lowest`; not registered."""
    store_address(record, S_BASE, base)
    store_address(record, S_TOP, base)
    store_address(record, S_LIMIT, base + nbytes)
    store_word(record, S_LOWEST, lowest)


def block_of_zeros(nbytes):
    """Memory for records; the program ends if there is none."""
    block = allocate_zeroed(nbytes)
    if block == NULL:
        out_of_memory()
    return block


def free_block(block):
    free(block)


# ---------------------------------------------------------------- continuations of one thread


def count_roots():
    """How many roots there are on the stack in use."""
    if not has_roots():
        return 0
    return (llop.gc_stack_top(llmemory.Address) - gcdata.root_stack_base) // POINTER


def copy_out(target, count):
    """Copies so many roots from the stack's base on."""
    if count:
        llop.raw_memcopy(lltype.Void, gcdata.root_stack_base, target, count * POINTER)


def copy_in(source, count):
    """Makes these the only roots."""
    if has_roots():
        if count:
            llop.raw_memcopy(lltype.Void, source, gcdata.root_stack_base, count * POINTER)
        llop.gc_set_stack_top(lltype.Void, gcdata.root_stack_base + count * POINTER)


def change_stack(left, entered):
    """The machine stack is about to be another, with an empty stack of roots. The words at these addresses are the
    limits of the machine stacks; nothing is kept of the one that is left if `left` is NULL."""
    if left != NULL:
        store_word(left, 0, llop.stack_lowest(lltype.Signed))
    llop.stack_set_lowest(lltype.Void, load_word(entered, 0))
    if has_roots():
        llop.gc_set_stack_top(lltype.Void, gcdata.root_stack_base)
