"""The inverse trigonometric functions: all of them are the angle of a point, of which atan() of the quotient is taken
less the nearest of 65 angles in a table (Tang's scheme, as for exp() and log())."""
from rpython.platform.libm.bits import (
    INF, NAN, copysign, fabs, fast_sum_error, is_finite, is_nan, is_negative, pair_product, pair_quotient, pair_sqrt,
    pair_sum, product_error, scale, sum_error)
from rpython.platform.libm.rounding import exponent_of
from rpython.platform.libm.tables import ATAN_HIGH, ATAN_LOW
from rpython.rlib.objectmodel import always_inline

PI_HIGH, PI_LOW = 3.141592653589793, 1.2246467991473532e-16
HALF_HIGH, HALF_LOW = 1.5707963267948966, 6.123233995736766e-17


def atan_pair(t, tl):
    """atan(t + tl) of a t from 0 to 1."""
    index = int(t * 64.0 + 0.5)
    u = t
    ul = tl
    if index:
        c = float(index) * 0.015625
        # atan(t) == atan(c) + atan((t - c) / (1 + t * c))
        p = t * c
        below = 1.0 + p
        below_low = fast_sum_error(1.0, p, below) + (product_error(t, c, p) + tl * c)
        u, ul = pair_quotient(t - c, tl, below, below_low)
    z = u * u
    tail = z * u * (-1.0 / 3 + z * (0.2 + z * (-1.0 / 7 + z * (1.0 / 9 - z * (1.0 / 11)))))
    base = ATAN_HIGH[index]
    s = base + u
    low = sum_error(base, u, s) + (ATAN_LOW[index] + (ul + tail))
    result = s + low
    return result, fast_sum_error(s, low, result)


def angle(yh, yl, xh, xl):
    """The angle of a point in the first quadrant."""
    if yh <= xh:
        t, tl = pair_quotient(yh, yl, xh, xl)
        return atan_pair(t, tl)
    t, tl = pair_quotient(xh, xl, yh, yl)
    high, low = atan_pair(t, tl)
    return pair_sum(HALF_HIGH, HALF_LOW, -high, -low)


def atan(x):
    if is_nan(x):
        return x
    size = fabs(x)
    if size < 1e-8:
        return x
    if size > 1e17:
        return copysign(HALF_HIGH, x)
    high, low = angle(size, 0.0, 1.0, 0.0)
    return copysign(high, x)


def atan2(y, x):
    if is_nan(x) or is_nan(y):
        return x + y
    return copysign(upper_angle(fabs(y), x), y)


def upper_angle(y, x):
    """atan2() of a y that is not negative."""
    size = fabs(x)
    if y == 0.0 or (size == INF and y != INF):
        return PI_HIGH if is_negative(x) else 0.0 if size == INF else y / size if size else 0.0
    if size == 0.0 or (y == INF and size != INF):
        return HALF_HIGH
    if y == INF:
        return 2.356194490192345 if x < 0.0 else 0.7853981633974483
    n = exponent_of(y) - exponent_of(size)
    if n > 60:
        return HALF_HIGH
    if n < -60:
        if x < 0.0:
            return PI_HIGH
        return y / size
    # Both near 1, so that no product goes astray.
    n = exponent_of(size)
    high, low = angle(scale(y, -n), 0.0, scale(size, -n), 0.0)
    if x < 0.0:
        high, low = pair_sum(PI_HIGH, PI_LOW, -high, -low)
    return high


@always_inline
def other_side(x):
    """sqrt(1 - x * x)"""
    p = x * x
    s = 1.0 - p
    return pair_sqrt(s, ((1.0 - s) - p) - product_error(x, x, p))


def near_one(size):
    """The same for x near 1, where 1 - x is exact."""
    d = 1.0 - size
    h, l = pair_sum(2.0, 0.0, -d, 0.0)
    h, l = pair_product(h, l, d, 0.0)
    return pair_sqrt(h, l)


def asin(x):
    size = fabs(x)
    if not size < 1.0:
        if size == 1.0:
            return copysign(HALF_HIGH, x)
        return x if is_nan(x) else NAN
    if size < 1e-8:
        return x
    if size > 0.5:
        h, l = near_one(size)
    else:
        h, l = other_side(size)
    high, low = angle(size, 0.0, h, l)
    return copysign(high, x)


def acos(x):
    size = fabs(x)
    if not size < 1.0:
        if size == 1.0:
            return PI_HIGH if x < 0.0 else 0.0
        return x if is_nan(x) else NAN
    if size > 0.5:
        h, l = near_one(size)
    else:
        h, l = other_side(size)
    high, low = angle(h, l, size, 0.0)
    if x < 0.0:
        high, low = pair_sum(PI_HIGH, PI_LOW, -high, -low)
    return high
