"""Quotients of large numbers as floats, correctly rounded."""
import math

from rpython.rlib import _bigint_digits as natural
from rpython.rlib import _bigint_quotients as quotients
from rpython.rlib._bigint_digits import SHIFT


def _float_of(digits):
    """A number of at most 54 bits."""
    value = 0.0
    i = len(digits) - 1
    while i >= 0:
        value = math.ldexp(value, SHIFT) + float(digits[i])
        i -= 1
    return value


def _nearest(quotient, exact, exponent):
    """quotient * 2 ** exponent, halves to even; `exact` is false if there is a little more. Raises OverflowError."""
    length = natural.bit_length(quotient)
    drop = length - 53
    if length + exponent < -1021:
        # Below the smallest normal number there are fewer bits.
        drop = -1074 - exponent
    if drop >= length + 2:
        return 0.0
    if drop <= 0:
        kept = natural.shift_left(quotient, -drop)
    else:
        kept = natural.shift_right(quotient, drop)
        half = natural.shift_right(quotient, drop - 1)
        if len(half) > 0 and half[0] & 1:
            odd = len(kept) > 0 and kept[0] & 1 != 0
            if odd or not exact or natural.has_low_bits(quotient, drop - 1):
                kept = natural.add(kept, [1])
    if natural.bit_length(kept) + drop + exponent > 1024:
        raise OverflowError("integer is too large for a float")
    return math.ldexp(_float_of(kept), drop + exponent)


def ratio(a, b):
    """The float nearest to a / b, both without sign, b not zero."""
    if len(a) == 0:
        return 0.0
    # A quotient of 55 or 56 bits has enough, if it is known whether there is more below.
    shift = 55 - (natural.bit_length(a) - natural.bit_length(b))
    if shift < -2000 + 55:
        raise OverflowError("integer is too large for a float")
    if shift > 1200 + 55:
        return 0.0
    if shift >= 0:
        quotient, rest = quotients.divide(natural.shift_left(a, shift), b)
    else:
        quotient, rest = quotients.divide(a, natural.shift_left(b, -shift))
    return _nearest(quotient, len(rest) == 0, -shift)


def to_float(a):
    """The float nearest to a number without sign."""
    length = natural.bit_length(a)
    if length <= 53:
        return _float_of(a)
    if length > 1024:
        raise OverflowError("integer is too large for a float")
    shift = length - 56
    if shift <= 0:
        return _nearest(a, True, 0)
    return _nearest(natural.shift_right(a, shift), not natural.has_low_bits(a, shift), shift)


def scaled_float(a):
    """(x, e) with a = x * 2 ** e, nearly, and x between 1/2 and 1."""
    length = natural.bit_length(a)
    shift = length - 53
    if shift > 0:
        x = _float_of(natural.shift_right(a, shift))
    else:
        x = _float_of(a)
        shift = 0
    return math.ldexp(x, shift - length), length
