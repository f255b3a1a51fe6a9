"""Floats as the bits of IEEE 754: 2, 4 or 8 bytes, and the 80 bits of the x87 in 10, 12 or 16 bytes.

Conversions of single and double floats are the machine's; only half floats are taken apart here, by way of the
bits of a double.
"""
import math

from rpython.rlib import rfloat
from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.longlong2float import singlefloat2uint, uint2singlefloat
from rpython.rlib.rarithmetic import intmask, longlongmask, r_singlefloat, r_uint, r_ulonglong

MANTISSA_BITS = 52
EXPONENT_MASK = 0x7ff
EXPONENT_BIAS = 1023
HALF_MANTISSA_BITS = 10
HALF_EXPONENT_MASK = 0x1f
HALF_EXPONENT_BIAS = 15
# What the exponents of a double and of a half float of the same value differ in.
BIAS_DIFFERENCE = EXPONENT_BIAS - HALF_EXPONENT_BIAS
# The mantissa bits of a double that a half float has no room for.
LOST_BITS = MANTISSA_BITS - HALF_MANTISSA_BITS

# The x87's format has all bits of the mantissa, also the leading one.
X87_MANTISSA_BITS = 64
X87_EXPONENT_MASK = 0x7fff
X87_EXPONENT_BIAS = 16383

TOO_LARGE = "float too large to pack in this format"


def _bits(x):
    return r_ulonglong(float2longlong(x))


def _from_bits(bits):
    return longlong2float(longlongmask(bits))


def _is_finite(x):
    return intmask(_bits(x) >> MANTISSA_BITS) & EXPONENT_MASK != EXPONENT_MASK


def _round_shift(value, shift):
    """`value >> shift`, rounded to the nearest, to the even one of two that are equally near."""
    one = r_ulonglong(1)
    result = value >> shift
    rest = value & ((one << shift) - one)
    half = one << (shift - 1)
    if rest > half or (rest == half and result & one):
        result += one
    return result


def _half_from_double(x):
    bits = _bits(x)
    sign = (bits >> 63) << 15
    exponent = intmask(bits >> MANTISSA_BITS) & EXPONENT_MASK
    mantissa = bits & ((r_ulonglong(1) << MANTISSA_BITS) - r_ulonglong(1))
    infinity = r_ulonglong(HALF_EXPONENT_MASK) << HALF_MANTISSA_BITS
    if exponent == EXPONENT_MASK:
        if not mantissa:
            return sign | infinity
        kept = mantissa >> LOST_BITS
        if not kept:
            kept = r_ulonglong(1)
        return sign | infinity | kept
    exponent -= BIAS_DIFFERENCE
    if exponent <= -HALF_MANTISSA_BITS - 1:
        return sign
    if exponent <= 0:
        # A number that has no leading one any more.
        mantissa |= r_ulonglong(1) << MANTISSA_BITS
        rounded = _round_shift(mantissa, LOST_BITS + 1 - exponent)
    else:
        # Rounding up may carry into the exponent, which is right.
        rounded = _round_shift((r_ulonglong(exponent) << MANTISSA_BITS) | mantissa, LOST_BITS)
    if rounded >= infinity:
        raise OverflowError(TOO_LARGE)
    return sign | rounded


def _double_from_half(bits):
    sign = ((bits >> 15) & r_ulonglong(1)) << 63
    exponent = intmask(bits >> HALF_MANTISSA_BITS) & HALF_EXPONENT_MASK
    mantissa = intmask(bits) & ((1 << HALF_MANTISSA_BITS) - 1)
    if exponent == 0:
        # 2 ** -24 is the smallest half float.
        magnitude = _bits(mantissa * 5.9604644775390625e-08)
        return _from_bits(sign | magnitude)
    if exponent == HALF_EXPONENT_MASK:
        exponent = EXPONENT_MASK
    else:
        exponent += BIAS_DIFFERENCE
    return _from_bits(sign | r_ulonglong(exponent) << MANTISSA_BITS | r_ulonglong(mantissa) << LOST_BITS)


def float_pack(x, size):
    """The bits of a float in a format of `size` bytes, as a r_ulonglong."""
    if size == 8:
        return _bits(x)
    if size == 4:
        single = r_singlefloat(x)
        if _is_finite(x) and not _is_finite(float(single)):
            raise OverflowError(TOO_LARGE)
        return r_ulonglong(singlefloat2uint(single))
    if size == 2:
        return _half_from_double(x)
    raise ValueError("floats have 2, 4 or 8 bytes")


def float_unpack(Q, size):
    """The float that these bits are in a format of `size` bytes."""
    bits = r_ulonglong(Q)
    if size == 8:
        return _from_bits(bits)
    if size == 4:
        return float(uint2singlefloat(r_uint(bits)))
    if size == 2:
        return _double_from_half(bits)
    raise ValueError("floats have 2, 4 or 8 bytes")


def pack_float_to_buffer(wbuf, pos, value, size, be):
    """Writes the lowest `size` bytes of an integer into a buffer."""
    for i in range(size):
        place = size - 1 - i if be else i
        wbuf.setitem(pos + place, chr(intmask(value >> (i * 8)) & 0xff))


def pack_float(wbuf, pos, x, size, be):
    """Writes a float into a buffer."""
    pack_float_to_buffer(wbuf, pos, float_pack(x, size), size, be)


def unpack_float(s, be):
    """The float in a string of 2, 4 or 8 bytes."""
    bits = r_ulonglong(0)
    size = len(s)
    for i in range(size):
        place = i if be else size - 1 - i
        bits = bits << 8 | r_ulonglong(ord(s[place]))
    return float_unpack(bits, size)


# ---------------------------------------------------------------- 80 bits

def round_to_nearest(x):
    """A float that is not negative as a whole number, rounded to the nearest, to the even one of two."""
    whole = r_ulonglong(x)
    rest = x - float(whole)
    if rest > 0.5 or (rest == 0.5 and whole & r_ulonglong(1)):
        whole += r_ulonglong(1)
    return whole


def _check_size80(size):
    if size != 10 and size != 12 and size != 16:
        raise ValueError("invalid size value")


def float_pack80(x, size):
    """(the mantissa, the sign and exponent) of a float, two r_ulonglong."""
    _check_size80(size)
    bits = _bits(float(x))
    sign = (bits >> 63) << 15
    exponent = intmask(bits >> MANTISSA_BITS) & EXPONENT_MASK
    mantissa = bits & ((r_ulonglong(1) << MANTISSA_BITS) - r_ulonglong(1))
    if exponent == EXPONENT_MASK:
        if mantissa:
            # A NaN keeps all its bits but the first.
            mantissa &= (r_ulonglong(1) << 51) - r_ulonglong(1)
            if not mantissa:
                mantissa = r_ulonglong(1) << (X87_MANTISSA_BITS - 2)
            sign = r_ulonglong(0)
        return mantissa, sign | r_ulonglong(X87_EXPONENT_MASK)
    if exponent == 0:
        if not mantissa:
            return mantissa, sign
        # What is too small for a leading one as a double has it here.
        exponent = 1
        while not mantissa >> MANTISSA_BITS:
            mantissa <<= 1
            exponent -= 1
    else:
        mantissa |= r_ulonglong(1) << MANTISSA_BITS
    exponent += X87_EXPONENT_BIAS - EXPONENT_BIAS
    return mantissa << (X87_MANTISSA_BITS - 1 - MANTISSA_BITS), sign | r_ulonglong(exponent)


def float_unpack80(QQ, size):
    """The float of a mantissa and a sign with an exponent."""
    _check_size80(size)
    if len(QQ) != 2:
        raise ValueError("QQ must be two 64 bit uints")
    mantissa, high = QQ[0], QQ[1]
    if high >> 16:
        raise ValueError("input out of range")
    negative = high >> 15
    exponent = intmask(high) & X87_EXPONENT_MASK
    if exponent == X87_EXPONENT_MASK:
        if not mantissa:
            return -rfloat.INFINITY if negative else rfloat.INFINITY
        kept = mantissa >> (size + 1)
        if not kept:
            return rfloat.NAN
        return _from_bits((r_ulonglong(EXPONENT_MASK) << MANTISSA_BITS) | kept | negative)
    result = math.ldexp(_float_of(mantissa), exponent - X87_EXPONENT_BIAS - X87_MANTISSA_BITS + 1)
    return -result if negative else result


def _float_of(n):
    """The float that is nearest to an r_ulonglong."""
    return float(intmask(n >> 32)) * 4294967296.0 + float(intmask(n & r_ulonglong(0xffffffff)))


def pack_float80(result, x, size, be):
    """Appends the bytes of a float to a list of strings."""
    mantissa, high = float_pack80(x, size)
    chars = [chr(intmask(mantissa >> (i * 8)) & 0xff) for i in range(8)]
    chars += [chr(intmask(high) & 0xff), chr(intmask(high >> 8) & 0xff)]
    chars += ['\x00'] * (size - 10)
    if be:
        chars.reverse()
    result.append(''.join(chars))


def unpack_float80(s, be):
    """The float in a string of 10, 12 or 16 bytes."""
    size = len(s)
    parts = [r_ulonglong(0), r_ulonglong(0)]
    for i in range(10):
        c = r_ulonglong(ord(s[size - 1 - i if be else i]))
        parts[i >> 3] |= c << ((i & 7) * 8)
    return float_unpack80(parts, size)
