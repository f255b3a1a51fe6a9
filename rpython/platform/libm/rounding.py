"""Whole parts and the parts of a float's format. All of it is exact."""
from rpython.platform.libm import bits
from rpython.platform.libm.bits import copysign, high_word, is_finite, scale
from rpython.platform.wasi.access import store_32, store_float
from rpython.translator.platform import name as platform_name

fabs = bits.fabs
WHOLE = 4503599627370496.0        # from 2 ** 52 on, all floats are whole

if platform_name == 'wasi':
    from rpython.platform.wasi.machine import (
        float_floor as _floor, float_ceil as _ceil, float_trunc as _trunc, float_nearest as _rint)

    def floor(x):
        return _floor(x)

    def ceil(x):
        return _ceil(x)

    def trunc(x):
        return _trunc(x)

    def rint(x):
        return _rint(x)
else:
    def rint(x):
        """To the nearest whole number, and to the even one of two."""
        size = fabs(x)
        if not size < WHOLE:
            return x
        return copysign((size + WHOLE) - WHOLE, x)

    def floor(x):
        result = rint(x)
        if result > x:
            result -= 1.0
        return result

    def ceil(x):
        result = rint(x)
        if result < x:
            # -0.0 of those between -1 and 0
            result = copysign(result + 1.0, x)
        return result

    def trunc(x):
        if x < 0.0:
            return ceil(x)
        return floor(x)


def round(x):
    """To the nearest whole number, and away from zero in the middle."""
    whole = trunc(x)
    if fabs(x - whole) >= 0.5:
        whole += copysign(1.0, x)
    return whole


def ldexp(x, n):
    if x == 0.0 or not is_finite(x):
        return x
    if n > 5000:
        n = 5000
    elif n < -5000:
        n = -5000
    return scale(x, n)


def exponent_of(x):
    """The e of x == m * 2.0 ** e with 0.5 <= m < 1, of a positive finite float."""
    e = high_word(x) >> 20
    if e == 0:
        return (high_word(x * 18014398509481984.0) >> 20) - 54 - 1022
    return e - 1022


def mantissa(x):
    """What frexp() gives, without the exponent."""
    if x == 0.0 or not is_finite(x):
        return x
    return scale(x, -exponent_of(fabs(x)))


def frexp(x, out):
    e = 0
    if x != 0.0 and is_finite(x):
        e = exponent_of(fabs(x))
    store_32(out, 0, e)
    return mantissa(x)


def modf(x, out):
    whole = trunc(x)
    store_float(out, 0, whole)
    if is_finite(x):
        return copysign(x - whole, x)
    if x != x:
        return x
    return copysign(0.0, x)
