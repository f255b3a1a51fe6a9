"""The bits of floats as integers. Untranslated, `struct` turns one into the other."""
import struct

from rpython.rlib.rarithmetic import r_longlong, r_uint, r_singlefloat, intmask
from rpython.rlib.objectmodel import we_are_translated
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.lloperation import llop


def float2longlong(value):
    """The 64 bits of a float."""
    if we_are_translated():
        return llop.convert_float_bytes_to_longlong(rffi.LONGLONG, value)
    return r_longlong(struct.unpack('q', struct.pack('d', value))[0])


def longlong2float(bits):
    """The float with these 64 bits."""
    if we_are_translated():
        return llop.convert_longlong_bytes_to_float(lltype.Float, rffi.cast(rffi.LONGLONG, bits))
    return struct.unpack('d', struct.pack('q', bits))[0]


def singlefloat2uint(value):
    """The 32 bits of a single float."""
    if not we_are_translated():
        return r_uint(struct.unpack('I', struct.pack('f', float(value)))[0])
    with lltype.scoped_alloc(rffi.FLOATP.TO, 1) as place:
        place[0] = value
        return r_uint(rffi.cast(rffi.UINTP, place)[0])


def uint2singlefloat(bits):
    """The single float with these 32 bits."""
    if not we_are_translated():
        return r_singlefloat(struct.unpack('f', struct.pack('I', bits))[0])
    with lltype.scoped_alloc(rffi.FLOATP.TO, 1) as place:
        rffi.cast(rffi.UINTP, place)[0] = rffi.cast(rffi.UINT, bits)
        return place[0]
