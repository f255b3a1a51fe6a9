"""Bytes of machine integers in reverse order."""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_uint, r_ulonglong, intmask, r_longlong, LONG_BIT


def _swap64(n):
    mask8 = r_ulonglong(0x00FF00FF00FF00FF)
    mask16 = r_ulonglong(0x0000FFFF0000FFFF)
    n = ((n >> 8) & mask8) | ((n & mask8) << 8)
    n = ((n >> 16) & mask16) | ((n & mask16) << 16)
    return (n >> 32) | (n << 32)


@specialize.argtype(0)
def byteswap_any(n):
    if isinstance(n, r_uint):
        swapped = _swap64(r_ulonglong(n))
        return r_uint(swapped >> (64 - LONG_BIT))
    if isinstance(n, r_ulonglong):
        return _swap64(n)
    if isinstance(n, r_longlong):
        return r_longlong(_swap64(r_ulonglong(n)))
    return intmask(_swap64(r_ulonglong(r_uint(n))) >> (64 - LONG_BIT))
