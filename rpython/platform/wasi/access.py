"""Numbers and addresses in raw memory, by address and offset in bytes.

Everything below works on plain integers and addresses, so that nothing of it allocates managed memory: the collector calls
it, too. It does not import `rffi`, which is built upon it.
"""
from __llmemory__ import cast

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import intmask, r_int32, r_uint32, r_uint16, r_longlong, r_ulonglong, widen
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop

INT32 = lltype.typeOf(r_int32(0))
UINT32 = lltype.typeOf(r_uint32(0))
UINT16 = lltype.typeOf(r_uint16(0))
INT64 = lltype.typeOf(r_longlong(0))
UINT64 = lltype.typeOf(r_ulonglong(0))
NULL = llmemory.NULL
POINTER = llmemory.sizeof(llmemory.Address)


@always_inline
def load_byte(adr, offset):
    return ord(llop.raw_load(lltype.Char, adr, offset))


@always_inline
def store_byte(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, chr(value & 0xff))


@always_inline
def load_u16(adr, offset):
    return intmask(widen(llop.raw_load(UINT16, adr, offset)))


@always_inline
def store_16(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, cast(UINT16, value))


@always_inline
def load_i32(adr, offset):
    return intmask(widen(llop.raw_load(INT32, adr, offset)))


@always_inline
def load_u32(adr, offset):
    return intmask(widen(llop.raw_load(UINT32, adr, offset)))


@always_inline
def store_32(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, cast(INT32, value))


@always_inline
def load_64(adr, offset):
    """As a r_longlong, which is an int where words have 64 bits."""
    return llop.raw_load(INT64, adr, offset)


@always_inline
def store_64(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, cast(INT64, value))


@always_inline
def store_u64(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, cast(UINT64, value))


@always_inline
def load_float(adr, offset):
    return llop.raw_load(lltype.Float, adr, offset)


@always_inline
def store_float(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, value)


@always_inline
def load_word(adr, offset):
    return llop.raw_load(lltype.Signed, adr, offset)


@always_inline
def store_word(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, value)


@always_inline
def load_address(adr, offset):
    return llop.raw_load(llmemory.Address, adr, offset)


@always_inline
def store_address(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, value)

