"""Raw memory that is read and written at byte offsets, as any number type."""
import sys

from rpython.rlib.longlong2float import float2longlong, longlong2float, singlefloat2uint, uint2singlefloat
from rpython.rlib.objectmodel import not_rpython, specialize, we_are_translated
from rpython.rlib.rarithmetic import longlongmask, r_uint, r_ulonglong
from rpython.rtyper.lltypesystem import lltype, rffi

RAW_STORAGE = rffi.CCHARP.TO
RAW_STORAGE_PTR = rffi.CCHARP
MAXIMUM_ALIGNMENT = 8
# The supported machines read and write numbers at any address.
misaligned_is_fine = True


class AlignmentError(NotImplementedError):
    """An offset is no multiple of the type's size."""


@specialize.arg(1, 2)
def alloc_raw_storage(size, track_allocation=True, zero=False):
    return lltype.malloc(RAW_STORAGE, size, flavor='raw', track_allocation=track_allocation, zero=zero)


@specialize.arg(1)
def free_raw_storage(storage, track_allocation=True):
    lltype.free(storage, flavor='raw', track_allocation=track_allocation)


@specialize.memo()
def _get_alignment_mask(TP):
    return min(rffi.sizeof(TP), MAXIMUM_ALIGNMENT) - 1


@specialize.arg(0)
def _check_alignment(TP, index):
    if index & _get_alignment_mask(TP):
        raise AlignmentError


@specialize.arg(0)
def _from_bits(TP, bits):
    """The number of this type whose bits these are, the lowest first."""
    if TP is lltype.Float:
        return longlong2float(longlongmask(bits))
    elif TP is lltype.SingleFloat:
        return uint2singlefloat(r_uint(bits))
    else:
        return rffi.cast(TP, bits)


@specialize.arg(0)
def _to_bits(TP, value):
    if TP is lltype.Float:
        return rffi.cast(lltype.UnsignedLongLong, float2longlong(float(value)))
    elif TP is lltype.SingleFloat:
        return rffi.cast(lltype.UnsignedLongLong, singlefloat2uint(value))
    else:
        return rffi.cast(lltype.UnsignedLongLong, value)


@not_rpython
def _places(TP):
    """The offsets of a number's bytes, the lowest first."""
    places = range(rffi.sizeof(TP))
    return places if sys.byteorder == 'little' else places[::-1]


@not_rpython
def _getitem_by_bytes(TP, storage, index):
    """Untranslated, memory keeps characters: numbers are put together from them."""
    bits = 0
    for i, place in enumerate(_places(TP)):
        bits |= ord(storage[index + place]) << 8 * i
    return _from_bits(TP, r_ulonglong(bits))


@not_rpython
def _setitem_by_bytes(TP, storage, index, item):
    bits = int(_to_bits(TP, item))
    for i, place in enumerate(_places(TP)):
        storage[index + place] = chr(bits >> 8 * i & 0xff)


@specialize.arg(0)
def _raw_storage_getitem_unchecked(TP, storage, index):
    if not we_are_translated():
        return _getitem_by_bytes(TP, storage, index)
    return rffi.cast(rffi.CArrayPtr(TP), rffi.ptradd(storage, index))[0]


@specialize.argtype(2)
def _raw_storage_setitem_unchecked(storage, index, item):
    TP = lltype.typeOf(item)
    if not we_are_translated():
        _setitem_by_bytes(TP, storage, index, item)
        return
    rffi.cast(rffi.CArrayPtr(TP), rffi.ptradd(storage, index))[0] = item


@specialize.arg(0)
def raw_storage_getitem(TP, storage, index):
    """The number of this type at an offset that is a multiple of its size."""
    _check_alignment(TP, index)
    return _raw_storage_getitem_unchecked(TP, storage, index)


@specialize.argtype(2)
def raw_storage_setitem(storage, index, item):
    _check_alignment(lltype.typeOf(item), index)
    _raw_storage_setitem_unchecked(storage, index, item)


raw_storage_getitem_unaligned = _raw_storage_getitem_unchecked
raw_storage_setitem_unaligned = _raw_storage_setitem_unchecked
