"""The bits of floats as integers. Untranslated, `struct` turns one into the other."""
import struct
import sys

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


r_rettype = r_longlong
uint2singlefloat_emulator = uint2singlefloat
singlefloat2uint_emulator = singlefloat2uint


# ---------------------------------------------------------------- integers inside floats

# NaNs with this upper half have an integer of 32 bits in the lower one.
nan_high_word_int32 = -2
nan_encoded_zero = r_longlong(nan_high_word_int32 << 32)

CAN_ALWAYS_ENCODE_INT32 = sys.maxint == 2147483647


def encode_int32_into_longlong_nan(value):
    return nan_encoded_zero + rffi.cast(rffi.LONGLONG, rffi.cast(rffi.UINT, value))


def decode_int32_from_longlong_nan(value):
    return rffi.cast(lltype.Signed, rffi.cast(rffi.INT, value))


def is_int32_from_longlong_nan(value):
    return intmask(value >> 32) == nan_high_word_int32


def can_encode_int32(value):
    """Whether an integer has 32 bits."""
    if CAN_ALWAYS_ENCODE_INT32:
        return True
    return value == rffi.cast(lltype.Signed, rffi.cast(rffi.INT, value))


def can_encode_float(value):
    """Whether a float is none of the NaNs that stand for integers."""
    return intmask(float2longlong(value) >> 32) != nan_high_word_int32


def maybe_decode_longlong_as_float(value):
    """The float that is stored, or that of the stored integer."""
    if is_int32_from_longlong_nan(value):
        return float(decode_int32_from_longlong_nan(value))
    return longlong2float(value)
