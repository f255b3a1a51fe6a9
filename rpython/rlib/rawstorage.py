"""Raw memory that is read and written at byte offsets, as any number type."""
from rpython.rlib.objectmodel import specialize
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
def _raw_storage_getitem_unchecked(TP, storage, index):
    return rffi.cast(rffi.CArrayPtr(TP), rffi.ptradd(storage, index))[0]


@specialize.argtype(2)
def _raw_storage_setitem_unchecked(storage, index, item):
    TP = lltype.typeOf(item)
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
