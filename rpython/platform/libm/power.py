"""pow(), roots, and remainders."""
from rpython.platform.libm import bits
from rpython.platform.libm.bits import (
    INF, NAN, copysign, fabs, is_finite, is_nan, is_negative, pair_sqrt, power_of_two, product_error, scale,
    sum_error)
from rpython.platform.libm.exponential import exp, exp_of_pair
from rpython.platform.libm.logarithm import log, log_parts
from rpython.platform.libm.rounding import exponent_of, trunc

sqrt = bits.sqrt


def parity(y):
    """0 for a fraction, 1 for an odd number, 2 for an even one."""
    if fabs(y) >= 9007199254740992.0:
        return 2
    if y != trunc(y):
        return 0
    half = 0.5 * y
    if half == trunc(half):
        return 2
    return 1


def pow(x, y):
    if y == 0.0 or x == 1.0:
        return 1.0
    if is_nan(x) or is_nan(y):
        return x + y
    if not is_finite(y):
        return pow_infinite(fabs(x), y)
    kind = 2
    if is_negative(x):
        kind = parity(y)
    size = fabs(x)
    if size == 0.0 or not is_finite(x):
        result = INF
        if (size == 0.0) == (y > 0.0):
            result = 0.0
    elif kind == 0:
        return NAN
    else:
        result = pow_positive(size, y)
    if kind == 1:
        return -result
    return result


def pow_infinite(size, y):
    if size == 1.0:
        return 1.0
    if (size > 1.0) == (y > 0.0):
        return INF
    return 0.0


def pow_positive(x, y):
    if x == 1.0:
        return 1.0
    if fabs(y) > 1e19:
        return pow_infinite(x, y)
    if fabs(y) < 1e-20:
        return 1.0
    high, low = log_parts(x)
    p = y * high
    if fabs(p) > 800.0:
        return INF if p > 0.0 else 0.0
    return exp_of_pair(p, product_error(y, high, p) + y * low)


def hypot(x, y):
    x = fabs(x)
    y = fabs(y)
    if x == INF or y == INF:
        return INF
    if is_nan(x) or is_nan(y):
        return x + y
    if x < y:
        x, y = y, x
    if y == 0.0 or x > y * 1e17:
        return x + y
    n = exponent_of(x)
    if -400 < n < 400:
        return hypot_near(x, y)
    return scale(hypot_near(scale(x, -n), scale(y, -n)), n)


def hypot_near(x, y):
    xx = x * x
    yy = y * y
    s = xx + yy
    e = sum_error(xx, yy, s) + (product_error(x, x, xx) + product_error(y, y, yy))
    high, low = pair_sqrt(s, e)
    return high


def cbrt(x):
    if x == 0.0 or not is_finite(x):
        return x
    size = fabs(x)
    # Out of the way of subnormal numbers: by a power of eight.
    n = exponent_of(size) // 3
    size = scale(size, -3 * n)
    r = exp(log(size) / 3.0)
    square = r * r
    square_error = product_error(r, r, square)
    cube = square * r
    excess = (cube - size) + (product_error(square, r, cube) + square_error * r)
    return copysign(scale(r - excess / (3.0 * square), n), x)


def fmod(x, y):
    """What is left when multiples of y are taken from x: exact."""
    if is_nan(x) or is_nan(y):
        return x + y
    if not is_finite(x) or y == 0.0:
        return NAN
    size = fabs(y)
    rest = fabs(x)
    if rest < size or not is_finite(y):
        return x
    n = exponent_of(rest) - exponent_of(size)
    # The divisor shifted up to the dividend, and then down again.
    while n >= 0 and rest != 0.0:
        part = scale(size, n)
        if part <= rest:
            rest -= part
        n -= 1
    return copysign(rest, x)
