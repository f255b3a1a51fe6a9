"""exp() and its kin: exp(x) == 2 ** (k / 32) * exp(r) with |r| <= log(2) / 64, the first factor from a table (Tang,
Table-driven implementation of the exponential function, ACM TOMS 15, 1989)."""
from rpython.platform.libm.bits import (
    INF, fabs, fast_sum_error, is_nan, nearest, pair_product, pair_sum, power_of_two, product_error, scale,
    sum_error)
from rpython.platform.libm.tables import EXP_HIGH, EXP_LOW
from rpython.rlib.objectmodel import always_inline

PER_UNIT = 46.16624130844683      # 32 / log(2)
# log(2) / 32: the first part has 20 bits to spare for the factor.
STEP_HIGH = 0.021660849390173098
STEP_LOW = 2.325192846878874e-12


@always_inline
def exp_pair(x, more):
    """exp(x + more) as (high, low, e): (high + low) * 2.0 ** e. For |x| < 1500."""
    count = nearest(x * PER_UNIT)
    k = int(count)
    first = x - count * STEP_HIGH
    second = more - count * STEP_LOW
    r = first + second
    rest = sum_error(first, second, r)
    # exp(r) - 1 - r, of which the first term needs care.
    square = r * r
    tail = square * r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040)))))
    half = 0.5 * square
    half_error = 0.5 * product_error(r, r, square) + r * rest
    s = r + half
    e = fast_sum_error(r, half, s) + (half_error + (rest + tail))
    index = k & 31
    table = EXP_HIGH[index]
    p = table * s
    low = product_error(table, s, p) + (table * e + (EXP_LOW[index] + EXP_LOW[index] * s))
    high = table + p
    low += fast_sum_error(table, p, high)
    result = high + low
    return result, fast_sum_error(high, low, result), k >> 5


def exp_of_pair(x, more):
    """exp(x + more), rounded."""
    if x > 710.0:
        return INF
    if x < -746.0:
        return 0.0
    high, low, e = exp_pair(x, more)
    if -1021 <= e <= 1022:
        return high * power_of_two(e)
    return scale(high, e)


def exp(x):
    if is_nan(x):
        return x
    if fabs(x) < 5e-17:
        return 1.0 + x
    return exp_of_pair(x, 0.0)


def exp2(x):
    """2 ** x: the whole part is the exponent."""
    if is_nan(x):
        return x
    if x >= 1024.0:
        return INF
    if x < -1080.0:
        return 0.0
    whole = nearest(x)
    h, l = pair_product(x - whole, 0.0, 0.6931471805599453, 2.3190468138462996e-17)
    high, low, e = exp_pair(h, l)
    return scale(high, e + int(whole))


@always_inline
def expm1_pair(x, more):
    """exp(x + more) - 1 as a pair. For |x| between 0.01 and 700."""
    high, low, e = exp_pair(x, more)
    unit = power_of_two(e)
    return pair_sum(high * unit, low * unit, -1.0, 0.0)


def expm1(x):
    if is_nan(x):
        return x
    if x > 700.0:
        return exp(x)
    if x < -40.0:
        return -1.0
    if fabs(x) < 0.0107:
        if fabs(x) < 1e-17:
            return x
        square = x * x
        return x + (0.5 * square + square * x * (
            1.0 / 6 + x * (1.0 / 24 + x * (1.0 / 120 + x * (1.0 / 720 + x * (1.0 / 5040))))))
    high, low = expm1_pair(x, 0.0)
    return high
