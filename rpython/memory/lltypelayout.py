"""Sizes of low-level types, as programs ask for them by this name."""
from rpython.rtyper.lltypesystem import llmemory


def sizeof(TYPE, i=None):
    """The bytes of a type; of one of variable size with `i` items."""
    if i is None:
        return llmemory.sizeof(TYPE)
    return llmemory.sizeof(TYPE, i)
