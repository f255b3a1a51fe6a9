"""Raw addresses, and the sizes and offsets of types for the target: plain integers, known from the start."""
from __llmemory__ import (
    Address, NULL, GCREF, WeakRef, WeakRefPtr, fakeaddress,
    cast_ptr_to_adr, cast_adr_to_ptr, cast_adr_to_int, cast_int_to_adr,
    sizeof, offsetof, itemoffsetof, ArrayItemsOffset, ArrayLengthOffset, raw_malloc_usage,
    raw_malloc, raw_free, raw_memclear, raw_memcopy, raw_memmove, raw_memmove_no_free,
    weakref_create, weakref_deref, cast_ptr_to_weakrefptr, cast_weakrefptr_to_ptr)

from rpython.rtyper.lltypesystem import lltype

GCARRAY_OF_PTR = lltype.GcArray(GCREF, hints={'placeholder': True})
gcarrayofptr_lengthoffset = ArrayLengthOffset(GCARRAY_OF_PTR)
gcarrayofptr_itemsoffset = ArrayItemsOffset(GCARRAY_OF_PTR)
gcarrayofptr_singleitemoffset = sizeof(GCREF)

arraylengthoffset = ArrayLengthOffset


class AddressAsInt(object):
    """The integer behind an address that is known before the program runs; only its type is of use here."""


def FieldOffset(TYPE, fldname):
    return offsetof(TYPE, fldname)


def ItemOffset(TYPE, repeat=1):
    return sizeof(TYPE) * repeat


def cast_any_ptr(EXPECTED_TYPE, ptr):
    """A cast between any two pointer types, `WeakRefPtr` included."""
    PTRTYPE = lltype.typeOf(ptr)
    if PTRTYPE == EXPECTED_TYPE:
        return ptr
    if EXPECTED_TYPE == WeakRefPtr:
        return cast_ptr_to_weakrefptr(ptr)
    if PTRTYPE == WeakRefPtr:
        return cast_weakrefptr_to_ptr(EXPECTED_TYPE, ptr)
    if isinstance(EXPECTED_TYPE.TO, lltype.OpaqueType) or isinstance(PTRTYPE.TO, lltype.OpaqueType):
        return lltype.cast_opaque_ptr(EXPECTED_TYPE, ptr)
    return lltype.cast_pointer(EXPECTED_TYPE, ptr)
