"""log() and its kin: x == 2 ** m * z with z near 1, and log(z) == log1p(z * c - 1) - log(c) with a c of few bits from a
table (Tang, Table-driven implementation of the logarithm function, ACM TOMS 16, 1990)."""
from rpython.platform.libm.bits import (
    INF, NAN, fabs, fast_sum_error, high_word, is_finite, is_nan, pair_product, product_error, power_of_two,
    scale, sum_error)
from rpython.platform.libm.tables import LOG_FIRST, LOG_FACTOR, LOG_HIGH, LOG_LOW
from rpython.rlib.objectmodel import always_inline

# log(2): the first part has 11 bits to spare.
LN2_HIGH = 0.6931471805598903
LN2_LOW = 5.497923018708371e-14
INVERSE_LN2_HIGH, INVERSE_LN2_LOW = 1.4426950408889634, 2.0355273740931033e-17
INVERSE_LN10_HIGH, INVERSE_LN10_LOW = 0.4342944819032518, 1.098319650216765e-17


@always_inline
def log_pair(x, more):
    """log(x + more) as a pair, of a positive finite x that is not subnormal, and more much smaller."""
    high = high_word(x)
    # The exponent for which the rest lies between sqrt(0.5) and sqrt(2).
    m = ((high - 0x3fe6a09e) >> 20)
    unit = power_of_two(-m) if m < 1023 else scale(1.0, -m)
    z = x * unit
    zl = more * unit
    index = int(z * 128.0 + 0.5) - LOG_FIRST
    factor = LOG_FACTOR[index]
    p = z * factor
    e = product_error(z, factor, p) + zl * factor
    first = p - 1.0
    r = first + e
    rl = sum_error(first, e, r)
    # log1p(r) is r - r * r / 2 + r ** 3 * (1 / 3 - ...)
    square = r * r
    tail = square * r * (1.0 / 3 - r * (0.25 - r * (0.2 - r * (1.0 / 6 - r * (1.0 / 7 - r * (
        0.125 - r * (1.0 / 9)))))))
    half = -0.5 * square
    half_error = -0.5 * product_error(r, r, square) - r * rl
    count = float(m)
    big = count * LN2_HIGH + LOG_HIGH[index]
    s = big + r
    low = sum_error(big, r, s)
    t = s + half
    low += sum_error(s, half, t)
    low += ((half_error + (rl + tail)) + (count * LN2_LOW + LOG_LOW[index]))
    result = t + low
    return result, fast_sum_error(t, low, result)


def outside(x):
    """log() of what is not positive and finite."""
    if is_nan(x) or x > 0.0:
        return x
    if x == 0.0:
        return -INF
    return NAN


def log_parts(x):
    """log_pair() of any positive finite float."""
    if x < 2.2250738585072014e-308:
        high, low = log_pair(x * 18014398509481984.0, 0.0)
        t = high - 54.0 * LN2_HIGH
        low += sum_error(high, -54.0 * LN2_HIGH, t) - 54.0 * LN2_LOW
        return t, low
    return log_pair(x, 0.0)


def log(x):
    if not x > 0.0 or not is_finite(x):
        return outside(x)
    high, low = log_parts(x)
    return high + low


def log2(x):
    if not x > 0.0 or not is_finite(x):
        return outside(x)
    high, low = log_parts(x)
    high, low = pair_product(high, low, INVERSE_LN2_HIGH, INVERSE_LN2_LOW)
    return high + low


def log10(x):
    if not x > 0.0 or not is_finite(x):
        return outside(x)
    high, low = log_parts(x)
    high, low = pair_product(high, low, INVERSE_LN10_HIGH, INVERSE_LN10_LOW)
    return high + low


def log1p(x):
    if is_nan(x) or x <= -1.0 or not is_finite(x):
        if x == -1.0:
            return -INF
        if x < -1.0:
            return NAN
        return x
    if fabs(x) < 1e-17:
        return x
    s = 1.0 + x
    high, low = log_pair(s, sum_error(1.0, x, s))
    return high + low
