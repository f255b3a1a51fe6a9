"""Bytes of machine numbers in reverse order."""
from rpython.rlib.longlong2float import float2longlong, longlong2float, singlefloat2uint, uint2singlefloat
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import longlongmask, r_uint, r_ulonglong
from rpython.rtyper.lltypesystem import lltype, rffi


def _swap64(n):
    mask8 = r_ulonglong(0x00FF00FF00FF00FF)
    mask16 = r_ulonglong(0x0000FFFF0000FFFF)
    n = ((n >> 8) & mask8) | ((n & mask8) << 8)
    n = ((n >> 16) & mask16) | ((n & mask16) << 16)
    return (n >> 32) | (n << 32)


@specialize.ll()
def byteswap_any(n):
    TYPE = lltype.typeOf(n)
    if TYPE is lltype.Float:
        bits = rffi.cast(lltype.UnsignedLongLong, float2longlong(n))
        return longlong2float(longlongmask(_swap64(bits)))
    elif TYPE is lltype.SingleFloat:
        bits = rffi.cast(lltype.UnsignedLongLong, singlefloat2uint(n))
        return uint2singlefloat(r_uint(_swap64(bits) >> 32))
    else:
        bits = rffi.cast(lltype.UnsignedLongLong, n)
        return rffi.cast(TYPE, _swap64(bits) >> (64 - 8 * rffi.sizeof(TYPE)))
