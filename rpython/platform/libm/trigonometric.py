"""sin(), cos(), tan(): the argument less a multiple of pi / 2, as a pair, and polynomials around 0.

Arguments of usual size lose a pi / 2 of four parts (Cody and Waite, Software Manual for the Elementary Functions, 1980);
huge ones are multiplied by the digits of 2 / pi that matter (Payne and Hanek, Radian reduction for
trigonometric functions, SIGNUM Newsletter 18, 1983).
"""
from rpython.platform.libm.bits import (
    fabs, fast_sum_error, high_word, is_finite, nearest, pair_product, pair_quotient, product_error, scale,
    sum_error)
from rpython.platform.libm.tables import TWO_OVER_PI
from rpython.rlib.objectmodel import always_inline

QUARTER = 0.7853981633974483
TWO_PI_INVERSE = 0.6366197723675814
HALF_1, HALF_2, HALF_3, HALF_4 = (
    1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32)
HALF_HIGH, HALF_LOW = 1.5707963267948966, 6.123233995736766e-17

SIXTH_HIGH, SIXTH_LOW = 0.16666666666666666, 9.25185853854297e-18

DIGIT = 16777216.0
INVERSE_DIGIT = 1.0 / 16777216.0


# ---------------------------------------------------------------- reduction

def reduce(x):
    """(quadrant, high, low): a finite x less a multiple of pi / 2; the number of that, modulo 4."""
    if fabs(x) <= QUARTER:
        return 0, x, 0.0
    if fabs(x) < 1000000.0:
        return reduce_near(x)
    return reduce_far(x)


@always_inline
def reduce_near(x):
    count = nearest(x * TWO_PI_INVERSE)
    # The products of the first three are exact.
    s = x - count * HALF_1
    p = count * HALF_2
    t = s - p
    e = sum_error(s, -p, t)
    p = count * HALF_3
    u = t - p
    e2 = sum_error(t, -p, u)
    low = e + e2
    low_error = sum_error(e, e2, low)
    high = u + low
    low = sum_error(u, low, high) + (low_error - count * HALF_4)
    result = high + low
    return int(count) & 3, result, fast_sum_error(high, low, result)


def reduce_far(x):
    """The product with 2 / pi, in digits to the base 2 ** 24 whose weights are powers of it."""
    size = fabs(x)
    # The digits of the argument: size == (a + b / DIGIT + c / DIGIT ** 2 + d / DIGIT ** 3) * DIGIT ** k.
    e = (high_word(size) >> 20) - 1023
    k = e // 24
    scaled = scale(size, -24 * k)
    a = float(int(scaled))
    scaled = (scaled - a) * DIGIT
    b = float(int(scaled))
    scaled = (scaled - b) * DIGIT
    c = float(int(scaled))
    d = (scaled - c) * DIGIT
    # Digit i of the product has the weight DIGIT ** (k - 1 - i). Multiples of 4 are of no interest, so it begins
    # with weight DIGIT ** 0; what follows behind the sixth is too small.
    first = k - 1
    carry = 0.0
    d0 = d1 = d2 = d3 = d4 = d5 = 0.0
    i = 6
    while i >= 0:
        total = carry + digit_sum(first + i, a, b, c, d)
        carry = float(int(total * INVERSE_DIGIT))
        digit = total - carry * DIGIT
        d5, d4, d3, d2, d1, d0 = shifted(d4, d3, d2, d1, d0, digit)
        i -= 1
    return far_result(x, d0, d1, d2, d3, d4, d5)


@always_inline
def shifted(d4, d3, d2, d1, d0, digit):
    return d4, d3, d2, d1, d0, digit


def table_digit(i):
    if i < 0:
        return 0.0
    return TWO_OVER_PI[i]


def digit_sum(i, a, b, c, d):
    """Digit i of the product before carries: exact, below 2 ** 50."""
    return (a * table_digit(i) + b * table_digit(i - 1)) + (c * table_digit(i - 2) + d * table_digit(i - 3))


def far_result(x, d0, d1, d2, d3, d4, d5):
    quadrant = int(d0) & 3
    f1 = d1
    if d1 >= 8388608.0:
        # To the nearest multiple.
        quadrant += 1
        f1 -= DIGIT
    unit = INVERSE_DIGIT
    high = f1 * unit
    unit *= INVERSE_DIGIT
    second = d2 * unit
    unit *= INVERSE_DIGIT
    third = d3 * unit
    unit *= INVERSE_DIGIT
    fourth = d4 * unit + d5 * (unit * INVERSE_DIGIT)
    s = high + second
    e = sum_error(high, second, s)
    t = s + third
    e += sum_error(s, third, t)
    u = t + fourth
    e += sum_error(t, fourth, u)
    h, l = pair_product(u, e, HALF_HIGH, HALF_LOW)
    if x < 0.0:
        return -quadrant & 3, -h, -l
    return quadrant & 3, h, l


# ---------------------------------------------------------------- polynomials

@always_inline
def cosine_tail(z):
    """cos(r) - 1 + z / 2, where z is r * r."""
    return z * z * (1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800 + z * (
        1.0 / 479001600 + z * (-1.0 / 87178291200.0 + z * (1.0 / 20922789888000.0)))))))


@always_inline
def sine_pair(r, rl):
    z = r * r
    # The term of the third power is a pair.
    cube = z * r
    cube_error = product_error(z, r, cube) + product_error(r, r, z) * r
    third = cube * -SIXTH_HIGH
    third_error = product_error(cube, -SIXTH_HIGH, third) - (cube_error * SIXTH_HIGH + cube * SIXTH_LOW)
    tail = cube * z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800 + z * (
        1.0 / 6227020800.0 + z * (-1.0 / 1307674368000.0 + z * (1.0 / 355687428096000.0)))))))
    s = r + third
    low = fast_sum_error(r, third, s) + (third_error + tail + rl * (1.0 - 0.5 * z))
    t = s + low
    return t, fast_sum_error(s, low, t)


@always_inline
def cosine_pair(r, rl):
    z = r * r
    half = 0.5 * z
    s = 1.0 - half
    low = ((1.0 - s) - half) + (cosine_tail(z) - (0.5 * product_error(r, r, z) + r * rl))
    t = s + low
    return t, fast_sum_error(s, low, t)


def sine(quadrant, r, rl):
    if quadrant & 1:
        result, low = cosine_pair(r, rl)
    else:
        result, low = sine_pair(r, rl)
    if quadrant & 2:
        return -result
    return result


def sin(x):
    if not is_finite(x):
        return x - x
    if fabs(x) < 1e-8:
        return x
    quadrant, r, rl = reduce(x)
    return sine(quadrant, r, rl)


def cos(x):
    if not is_finite(x):
        return x - x
    quadrant, r, rl = reduce(x)
    return sine(quadrant + 1, r, rl)


def tan(x):
    if not is_finite(x):
        return x - x
    if fabs(x) < 1e-8:
        return x
    quadrant, r, rl = reduce(x)
    sh, sl = sine_pair(r, rl)
    ch, cl = cosine_pair(r, rl)
    if quadrant & 1:
        high, low = pair_quotient(-ch, -cl, sh, sl)
    else:
        high, low = pair_quotient(sh, sl, ch, cl)
    return high
