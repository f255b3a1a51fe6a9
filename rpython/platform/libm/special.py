"""The error function and the gamma function.

erfc(x) is exp(-x * x) times a smooth function, of which there are polynomials by pieces. Gamma is Stirling's series (Abramowitz and
Stegun, Handbook of Mathematical Functions, 6.1.40 and 7.1) at an argument that is moved up far enough.
"""
from rpython.platform.libm.bits import (
    INF, NAN, copysign, fabs, fast_sum_error, is_finite, is_nan, nearest, pair_product, pair_quotient, pair_sum,
    product_error, scale, sum_error)
from rpython.platform.libm.exponential import exp_pair
from rpython.platform.libm.logarithm import log_pair
from rpython.platform.libm.rounding import trunc
from rpython.platform.libm.special_tables import (
    CENTERS, CENTER_HIGH, CENTER_LOW, COEFFICIENTS, ERF_SMALL, ONE, STIRLING, TWO)
from rpython.platform.libm.trigonometric import cosine_pair, sine_pair

FACTOR_HIGH, FACTOR_LOW = 1.1283791670955126, 1.533545961316588e-17      # 2 / sqrt(pi)
PI_HIGH, PI_LOW = 3.141592653589793, 1.2246467991473532e-16
HALF_LOG_HIGH, HALF_LOG_LOW = 0.9189385332046728, -3.8782941580672414e-17   # log(2 * pi) / 2
LOG_PI_HIGH, LOG_PI_LOW = 1.1447298858494002, 1.0265951162707826e-17
EULER_HIGH, EULER_LOW = 0.5772156649015329, -4.942915152430645e-18
REST_HIGH, REST_LOW = 0.42278433509846713, 4.942915152430645e-18         # 1 - EULER


def polynomial(coefficients, x):
    i = len(coefficients) - 1
    result = coefficients[i]
    while i > 0:
        i -= 1
        result = result * x + coefficients[i]
    return result


# ---------------------------------------------------------------- error function

def erf_near(x):
    """erf() of arguments up to 1 / 2, as a pair."""
    z = x * x
    h, l = pair_product(FACTOR_HIGH, FACTOR_LOW, x, 0.0)
    tail = x * z * polynomial(ERF_SMALL, z)
    s = h + tail
    return s, fast_sum_error(h, tail, s) + l


def piece_of(x):
    if x < 2.0:
        return int((x - 0.5) * 4.0)
    if x < 4.0:
        return 6 + int((x - 2.0) * 2.0)
    if x < 8.0:
        return 10 + int(x - 4.0)
    return 14 + int((x - 8.0) * 0.5)


def erfc_parts(x):
    """erfc() of 1 / 2 and more, up to 28, as (high, low, e): (high + low) * 2.0 ** e."""
    index = piece_of(x)
    d = x - CENTERS[index]
    tail = d * polynomial(COEFFICIENTS[index], d)
    base = CENTER_HIGH[index]
    w = base + tail
    wl = sum_error(base, tail, w) + CENTER_LOW[index]
    p = x * x
    h, l, e = exp_pair(-p, -product_error(x, x, p))
    h, l = pair_product(h, l, w, wl)
    return h, l, e


def erfc_pair(x):
    h, l, e = erfc_parts(x)
    return scale(h, e), scale(l, e)


def erf(x):
    size = fabs(x)
    if is_nan(x):
        return x
    if size < 1e-290:
        return x + x * (FACTOR_HIGH - 1.0)
    if size <= 0.5:
        high, low = erf_near(x)
        return high + low
    if size > 6.0:
        return copysign(1.0, x)
    h, l = erfc_pair(size)
    h, l = pair_sum(1.0, 0.0, -h, -l)
    return copysign(h, x)


def erfc(x):
    size = fabs(x)
    if is_nan(x):
        return x
    if size <= 0.5:
        if size < 1e-20:
            return 1.0
        h, l = erf_near(x)
        h, l = pair_sum(1.0, 0.0, -h, -l)
        return h
    if x < 0.0:
        if size > 6.0:
            return 2.0
        h, l = erfc_pair(size)
        h, l = pair_sum(2.0, 0.0, -h, -l)
        return h
    if size >= 28.0:
        return 0.0
    h, l, e = erfc_parts(size)
    return scale(h, e)


# ---------------------------------------------------------------- gamma function

ENOUGH = 20.0


def stirling(x, xl):
    """log(gamma(x + xl)) as a pair, for x of ENOUGH and more."""
    h, l = log_pair(x, xl)
    bh, bl = pair_sum(x, xl, -0.5, 0.0)
    h, l = pair_product(h, l, bh, bl)
    h, l = pair_sum(h, l, -x, -xl)
    h, l = pair_sum(h, l, HALF_LOG_HIGH, HALF_LOG_LOW)
    if x < 1e20:
        inverse = 1.0 / x
        ch, cl = pair_quotient(1.0, 0.0, 12.0 * x, sum_error(8.0 * x, 4.0 * x, 12.0 * x) + 12.0 * xl)
        z = inverse * inverse
        ch, cl = pair_sum(ch, cl, inverse * z * polynomial(STIRLING, z), 0.0)
        h, l = pair_sum(h, l, ch, cl)
    return h, l


def moved_up(x):
    """(y, yl, p, pl): y + yl is x and a whole number, ENOUGH at least; gamma of it is gamma(x) times p + pl."""
    p, pl = 1.0, 0.0
    y, yl = x, 0.0
    while y < ENOUGH:
        p, pl = pair_product(p, pl, y, yl)
        y, yl = pair_sum(y, yl, 1.0, 0.0)
    return y, yl, p, pl


def gamma_parts(x):
    """gamma() of a positive argument below 185 as (high, low, e)."""
    y, yl, p, pl = moved_up(x)
    h, l = stirling(y, yl)
    h, l, e = exp_pair(h, l)
    h, l = pair_quotient(h, l, p, pl)
    return h, l, e


def sine_of_pi(x):
    """sin(pi * x) as a pair, of a positive x that is not whole: without its sign."""
    n = nearest(x + x)
    d = x - 0.5 * n
    h, l = pair_product(d, 0.0, PI_HIGH, PI_LOW)
    if int(n) & 1:
        return cosine_pair(h, l)
    h, l = sine_pair(h, l)
    if h < 0.0:
        return -h, -l
    return h, l


def is_odd(whole):
    half = 0.5 * whole
    return half != trunc(half)


def tgamma(x):
    if is_nan(x) or x == INF:
        return x
    if x == 0.0:
        return copysign(INF, x)
    if x > 0.0:
        if x > 172.0:
            return INF
        if x < 1e-17:
            return 1.0 / x
        h, l, e = gamma_parts(x)
        return scale(h, e)
    if x == trunc(x):
        return NAN
    size = -x
    if size > 184.0:
        result = 0.0
    elif size < 1e-17:
        return 1.0 / x
    else:
        # gamma(-x) == -pi / (x * sin(pi * x) * gamma(x))
        h, l, e = gamma_parts(size)
        h, l = pair_product(h, l, size, 0.0)
        sh, sl = sine_of_pi(size)
        h, l = pair_product(h, l, sh, sl)
        h, l = pair_quotient(PI_HIGH, PI_LOW, h, l)
        result = scale(h, -e)
    if is_odd(trunc(size)):
        return result
    return -result


def log_gamma(x):
    """lgamma() of a positive argument, as a pair."""
    if x > 1e17:
        h, l = log_pair(x, 0.0)
        h, l = pair_sum(h, l, -1.0, 0.0)
        # Smaller by a factor, so that the parts of the product do not overflow.
        h, l = pair_product(h, l, x * 8.673617379884035e-19, 0.0)
        return h * 1152921504606846976.0, l * 1152921504606846976.0
    if fabs(x - 1.0) <= 0.125:
        d = x - 1.0
        h, l = pair_product(-EULER_HIGH, -EULER_LOW, d, 0.0)
        return pair_sum(h, l, d * d * polynomial(ONE, d), 0.0)
    if fabs(x - 2.0) <= 0.125:
        d = x - 2.0
        h, l = pair_product(REST_HIGH, REST_LOW, d, 0.0)
        return pair_sum(h, l, d * d * polynomial(TWO, d), 0.0)
    y, yl, p, pl = moved_up(x)
    h, l = stirling(y, yl)
    if p != 1.0:
        lh, ll = log_pair(p, pl)
        h, l = pair_sum(h, l, -lh, -ll)
    return h, l


def lgamma(x):
    if is_nan(x):
        return x
    if not is_finite(x):
        return INF
    size = fabs(x)
    if size < 1e-17:
        if size == 0.0:
            return INF
        h, l = log_pair(size * 1.8446744073709552e+19, 0.0)
        return -(h - 44.3614195558365)
    if x > 0.0:
        if x > 2.6e305:
            return INF
        h, l = log_gamma(x)
        return h + l
    if x == trunc(x):
        return INF
    # log(pi / (x * sin(pi * x))) - lgamma(x)
    h, l = sine_of_pi(size)
    h, l = pair_product(h, l, size, 0.0)
    h, l = pair_quotient(PI_HIGH, PI_LOW, h, l)
    h, l = log_pair(h, l)
    bh, bl = log_gamma(size)
    h, l = pair_sum(h, l, -bh, -bl)
    return h
