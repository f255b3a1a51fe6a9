"""The hyperbolic functions and their inverses, from pairs for exp() and log(), and series where these would cancel."""
from rpython.platform.libm.bits import (
    INF, NAN, copysign, fabs, fast_sum_error, is_finite, is_nan, pair_product, pair_quotient, pair_sqrt, pair_sum,
    power_of_two, product_error, scale, sum_error)
from rpython.platform.libm.exponential import exp_pair, expm1_pair
from rpython.platform.libm.logarithm import LN2_HIGH, LN2_LOW, log_pair, log_parts


def exp_halves(size):
    """exp(size) / 2 and exp(-size) / 2 as pairs, of a positive size below 40."""
    high, low, e = exp_pair(size, 0.0)
    unit = power_of_two(e - 1)
    high *= unit
    low *= unit
    ih, il = pair_quotient(0.25, 0.0, high, low)
    return high, low, ih, il


def half_exp(size):
    """exp(size) / 2, which may be large."""
    if size > 711.0:
        return INF
    high, low, e = exp_pair(size, 0.0)
    return scale(high, e - 1)


def sinh(x):
    size = fabs(x)
    if size < 0.3:
        if size < 1e-8:
            return x
        z = x * x
        return x + z * x * (1.0 / 6 + z * (1.0 / 120 + z * (1.0 / 5040 + z * (1.0 / 362880 + z * (
            1.0 / 39916800 + z * (1.0 / 6227020800.0))))))
    if not is_finite(x):
        return x
    if size > 39.0:
        return copysign(half_exp(size), x)
    h, l, ih, il = exp_halves(size)
    high, low = pair_sum(h, l, -ih, -il)
    return copysign(high, x)


def cosh(x):
    size = fabs(x)
    if is_nan(x):
        return x
    if size > 39.0:
        return half_exp(size)
    h, l, ih, il = exp_halves(size)
    high, low = pair_sum(h, l, ih, il)
    return high


def tanh(x):
    size = fabs(x)
    if is_nan(x):
        return x
    if size > 22.0:
        return copysign(1.0, x)
    if size < 0.03:
        if size < 1e-8:
            return x
        z = x * x
        return x + z * x * (-1.0 / 3 + z * (2.0 / 15 + z * (-17.0 / 315 + z * (62.0 / 2835 - z * (
            1382.0 / 155925)))))
    h, l = expm1_pair(size + size, 0.0)
    bh, bl = pair_sum(h, l, 2.0, 0.0)
    high, low = pair_quotient(h, l, bh, bl)
    return copysign(high, x)


def log_above_one(h, l):
    """log(1 + h + l), rounded."""
    s = 1.0 + h
    high, low = log_pair(s, sum_error(1.0, h, s) + l)
    return high + low


def log_of_double(size):
    """log(2 * size), rounded, of large sizes."""
    high, low = log_parts(size)
    high, low = pair_sum(high, low, LN2_HIGH, LN2_LOW)
    return high


def asinh(x):
    size = fabs(x)
    if not is_finite(x) or size < 1e-8:
        return x
    if size < 0.0625:
        z = x * x
        return x + z * x * (-1.0 / 6 + z * (3.0 / 40 + z * (-15.0 / 336 + z * (105.0 / 3456 + z * (
            -945.0 / 42240 + z * (10395.0 / 599040))))))
    if size > 1e10:
        return copysign(log_of_double(size), x)
    # log(x + sqrt(x * x + 1))
    p = size * size
    s = p + 1.0
    h, l = pair_sqrt(s, sum_error(p, 1.0, s) + product_error(size, size, p))
    h, l = pair_sum(h, l, size, 0.0)
    high, low = log_pair(h, l)
    return copysign(high + low, x)


def acosh(x):
    if not x > 1.0:
        if x == 1.0:
            return 0.0
        return x if is_nan(x) else NAN
    if x == INF:
        return x
    if x > 1e10:
        return log_of_double(x)
    # log(1 + t + sqrt(t * (2 + t)))
    t = x - 1.0
    tl = sum_error(x, -1.0, t)
    h, l = pair_sum(t, tl, 2.0, 0.0)
    h, l = pair_product(h, l, t, tl)
    h, l = pair_sqrt(h, l)
    h, l = pair_sum(h, l, t, tl)
    return log_above_one(h, l)


def atanh(x):
    size = fabs(x)
    if not size < 1.0:
        if size == 1.0:
            return copysign(INF, x)
        return x if is_nan(x) else NAN
    if size < 0.0625:
        if size < 1e-8:
            return x
        z = x * x
        return x + z * x * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (
            1.0 / 13 + z * (1.0 / 15)))))))
    # log1p(2 * x / (1 - x)) / 2
    d = 1.0 - size
    h, l = pair_quotient(size + size, 0.0, d, fast_sum_error(1.0, -size, d))
    return copysign(0.5 * log_above_one(h, l), x)
