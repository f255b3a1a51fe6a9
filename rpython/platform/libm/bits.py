"""The words of floats, and arithmetic with pairs of floats.

A pair (high, low) stands for the exact sum of two floats; low is small beside high. Sums and products of two floats are
pairs exactly: Dekker, A floating-point technique for extending the available precision (Numerische Mathematik 18,
1971); Knuth, The Art of Computer Programming 2, 4.2.2.
"""
import struct

from rpython.rlib.objectmodel import always_inline, we_are_translated
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lloperation import llop

INF = 1e300 * 1e300
NAN = INF - INF
INT64 = lltype.typeOf(r_longlong(0))


@always_inline
def float_bits(x):
    if we_are_translated():
        return llop.convert_float_bytes_to_longlong(INT64, x)
    return r_longlong(struct.unpack('<q', struct.pack('<d', x))[0])


@always_inline
def bits_float(bits):
    if we_are_translated():
        return llop.convert_longlong_bytes_to_float(lltype.Float, bits)
    return struct.unpack('<d', struct.pack('<q', bits))[0]


@always_inline
def high_word(x):
    """Sign, exponent and the first 20 bits of the fraction, as a signed int."""
    return intmask(float_bits(x) >> 32)


@always_inline
def with_high_word(x, high):
    """The same float with another upper half."""
    return bits_float((r_longlong(high) << 32) | (float_bits(x) & r_longlong(0xffffffff)))


@always_inline
def is_nan(x):
    return x != x


@always_inline
def is_finite(x):
    return x - x == 0.0


@always_inline
def is_negative(x):
    """Whether the sign bit is set."""
    return high_word(x) < 0


@always_inline
def fabs(x):
    if we_are_translated():
        return llop.float_abs(lltype.Float, x)
    return bits_float(float_bits(x) & r_longlong(0x7fffffffffffffff))


def copysign(x, y):
    if is_negative(x) != is_negative(y):
        return -x
    return x


@always_inline
def sqrt(x):
    if we_are_translated():
        return llop.float_sqrt(lltype.Float, x)
    import math
    return math.sqrt(x) if x >= 0.0 else NAN


@always_inline
def power_of_two(n):
    """2.0 ** n for the exponents of normal floats, -1022 to 1023."""
    return bits_float(r_longlong(n + 1023) << 52)


def scale(x, n):
    """x * 2.0 ** n, rounded once."""
    if n > 1023:
        x *= 8.98846567431158e+307
        n -= 1023
        if n > 1023:
            x *= 8.98846567431158e+307
            n -= 1023
            if n > 1023:
                n = 1023
    elif n < -1022:
        # 2 ** -969 leaves 53 bits, so that only the last product rounds.
        x *= 2.004168360008973e-292
        n += 969
        if n < -1022:
            x *= 2.004168360008973e-292
            n += 969
            if n < -1022:
                n = -1022
    return x * power_of_two(n)


@always_inline
def nearest(x):
    """The nearest whole number, of floats well below 2 ** 51."""
    return (x + 6755399441055744.0) - 6755399441055744.0


# ---------------------------------------------------------------- pairs

@always_inline
def sum_error(a, b, s):
    """What s = a + b has lost."""
    t = s - a
    return (a - (s - t)) + (b - t)


@always_inline
def fast_sum_error(a, b, s):
    """The same where a is not smaller than b, or 0."""
    return b - (s - a)


@always_inline
def product_error(a, b, p):
    """What p = a * b has lost; for factors below 2 ** 996."""
    t = a * 134217729.0
    a1 = t - (t - a)
    a2 = a - a1
    t = b * 134217729.0
    b1 = t - (t - b)
    b2 = b - b1
    return ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2


@always_inline
def pair_product(ah, al, bh, bl):
    """The product of pairs."""
    p = ah * bh
    e = product_error(ah, bh, p) + (ah * bl + al * bh)
    s = p + e
    return s, fast_sum_error(p, e, s)


@always_inline
def pair_sum(ah, al, bh, bl):
    s = ah + bh
    e = sum_error(ah, bh, s) + (al + bl)
    t = s + e
    return t, fast_sum_error(s, e, t)


@always_inline
def pair_quotient(ah, al, bh, bl):
    q = ah / bh
    p = q * bh
    rest = ((ah - p) - product_error(q, bh, p)) + al - q * bl
    e = rest / bh
    s = q + e
    return s, fast_sum_error(q, e, s)


@always_inline
def pair_sqrt(ah, al):
    """The square root of a positive pair."""
    r = sqrt(ah)
    p = r * r
    rest = ((ah - p) - product_error(r, r, p)) + al
    e = rest / (r + r)
    s = r + e
    return s, fast_sum_error(r, e, s)
