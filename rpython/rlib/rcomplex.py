"""Complex numbers as pairs of floats: arithmetic and the functions of `cmath`.

Functions of one number take its two parts. They raise ValueError ("math domain error") and OverflowError
("math range error") as `cmath` does.
"""
import math
from math import fabs

from rpython.rlib.constant import (
    CM_LARGE_DOUBLE, CM_LOG_LARGE_DOUBLE, CM_SCALE_DOWN, CM_SCALE_UP, CM_SQRT_DBL_MIN, CM_SQRT_LARGE_DOUBLE,
    DBL_MANT_DIG, DBL_MIN, M_LN2, M_LN10)
from rpython.rlib.rfloat import asinh, isfinite, log1p
from rpython.rlib.special_value import (
    INF, NAN, acos_special_values, acosh_special_values, asinh_special_values, atanh_special_values,
    cosh_special_values, exp_special_values, log_special_values, rect_special_values, sinh_special_values,
    special_type, sqrt_special_values, tanh_special_values)


def _domain_error():
    return ValueError("math domain error")


def _checked(real, imag):
    """The pair, unless one part is too large."""
    if math.isinf(real) or math.isinf(imag):
        raise OverflowError("math range error")
    return real, imag


def _special(table, x, y):
    return table[special_type(x)][special_type(y)]


# ---------------------------------------------------------------- arithmetic

def c_add(x, y):
    (xr, xi), (yr, yi) = x, y
    return xr + yr, xi + yi


def c_sub(x, y):
    (xr, xi), (yr, yi) = x, y
    return xr - yr, xi - yi


def c_mul(x, y):
    (xr, xi), (yr, yi) = x, y
    return xr * yr - xi * yi, xr * yi + xi * yr


def c_div(x, y):
    """Divides by the larger part of `y` first, so that nothing overflows on the way."""
    (xr, xi), (yr, yi) = x, y
    if fabs(yr) >= fabs(yi):
        if yr == 0.0:
            raise ZeroDivisionError
        ratio = yi / yr
        scale = yr + yi * ratio
        return (xr + xi * ratio) / scale, (xi - xr * ratio) / scale
    if math.isnan(yr):
        return NAN, NAN
    ratio = yr / yi
    scale = yr * ratio + yi
    return (xr * ratio + xi) / scale, (xi * ratio - xr) / scale


def c_pow(x, y):
    (xr, xi), (yr, yi) = x, y
    if xi == 0.0 and yi == 0.0 and xr > 0.0:
        return math.pow(xr, yr), 0.0
    if (yr == 0.0 and yi == 0.0) or (xr == 1.0 and xi == 0.0):
        return 1.0, 0.0
    if xr == 0.0 and xi == 0.0:
        if yi != 0.0 or yr < 0.0:
            raise ZeroDivisionError
        return 0.0, 0.0
    size = math.hypot(xr, xi)
    angle = math.atan2(xi, xr)
    length = math.pow(size, yr)
    phase = angle * yr
    if yi != 0.0:
        length /= math.exp(angle * yi)
        phase += yi * math.log(size)
    try:
        return length * math.cos(phase), length * math.sin(phase)
    except ValueError:
        return NAN, NAN


def c_neg(r, i):
    return -r, -i


# ---------------------------------------------------------------- roots and logarithms

def c_sqrt(x, y):
    """With s = sqrt((|x| + |z|) / 2) the parts are s and |y| / 2s, in an order and with signs that depend on z."""
    if not isfinite(x) or not isfinite(y):
        return _special(sqrt_special_values, x, y)
    if x == 0.0 and y == 0.0:
        return 0.0, y
    ax = fabs(x)
    ay = fabs(y)
    if ax < DBL_MIN and ay < DBL_MIN:
        # Both are scaled up, since the hypotenuse would lose digits.
        ax = math.ldexp(ax, CM_SCALE_UP)
        s = math.ldexp(math.sqrt(ax + math.hypot(ax, math.ldexp(ay, CM_SCALE_UP))), CM_SCALE_DOWN)
    else:
        ax /= 8.0
        s = 2.0 * math.sqrt(ax + math.hypot(ax, ay / 8.0))
    d = ay / (2.0 * s)
    if x >= 0.0:
        return s, math.copysign(d, y)
    return d, math.copysign(s, y)


def _log_of_large(x, y):
    """log(2 |z|) without overflow."""
    return math.log(math.hypot(x / 2.0, y / 2.0)) + M_LN2 * 2.0


def c_log(x, y):
    """log |z| and the angle; the logarithm is computed near 1 by `log1p`, and scaled where |z| would not be exact."""
    if not isfinite(x) or not isfinite(y):
        return _special(log_special_values, x, y)
    ax = fabs(x)
    ay = fabs(y)
    if ax > CM_LARGE_DOUBLE or ay > CM_LARGE_DOUBLE:
        real = math.log(math.hypot(ax / 2.0, ay / 2.0)) + M_LN2
    elif ax < DBL_MIN and ay < DBL_MIN:
        if ax == 0.0 and ay == 0.0:
            raise _domain_error()
        real = math.log(math.hypot(math.ldexp(ax, DBL_MANT_DIG), math.ldexp(ay, DBL_MANT_DIG)))
        real -= DBL_MANT_DIG * M_LN2
    else:
        size = math.hypot(ax, ay)
        if 0.71 <= size <= 1.73:
            large = max(ax, ay)
            small = min(ax, ay)
            real = log1p((large - 1) * (large + 1) + small * small) / 2.0
        else:
            real = math.log(size)
    return real, math.atan2(y, x)


def c_log10(x, y):
    real, imag = c_log(x, y)
    return real / M_LN10, imag / M_LN10


# ---------------------------------------------------------------- inverse functions

def c_acos(x, y):
    if not isfinite(x) or not isfinite(y):
        return _special(acos_special_values, x, y)
    if fabs(x) > CM_LARGE_DOUBLE or fabs(y) > CM_LARGE_DOUBLE:
        real = math.atan2(fabs(y), x)
        # The sign comes from y as it is, also where that is zero.
        if x < 0.0:
            imag = -math.copysign(_log_of_large(x, y), y)
        else:
            imag = math.copysign(_log_of_large(x, y), -y)
        return real, imag
    ar, ai = c_sqrt(1.0 - x, -y)
    br, bi = c_sqrt(1.0 + x, y)
    return 2.0 * math.atan2(ar, br), asinh(br * ai - bi * ar)


def c_acosh(x, y):
    if not isfinite(x) or not isfinite(y):
        return _special(acosh_special_values, x, y)
    if fabs(x) > CM_LARGE_DOUBLE or fabs(y) > CM_LARGE_DOUBLE:
        return _log_of_large(x, y), math.atan2(y, x)
    ar, ai = c_sqrt(x - 1.0, y)
    br, bi = c_sqrt(x + 1.0, y)
    return asinh(ar * br + ai * bi), 2.0 * math.atan2(ai, br)


def c_asin(x, y):
    """asin(z) = -i asinh(iz)"""
    real, imag = c_asinh(-y, x)
    return imag, -real


def c_asinh(x, y):
    if not isfinite(x) or not isfinite(y):
        return _special(asinh_special_values, x, y)
    if fabs(x) > CM_LARGE_DOUBLE or fabs(y) > CM_LARGE_DOUBLE:
        if y >= 0.0:
            real = math.copysign(_log_of_large(x, y), x)
        else:
            real = -math.copysign(_log_of_large(x, y), -x)
        return real, math.atan2(y, fabs(x))
    ar, ai = c_sqrt(1.0 + y, -x)
    br, bi = c_sqrt(1.0 - y, x)
    return asinh(ar * bi - br * ai), math.atan2(y, ar * br - ai * bi)


def c_atan(x, y):
    """atan(z) = -i atanh(iz)"""
    real, imag = c_atanh(-y, x)
    return imag, -real


def c_atanh(x, y):
    if not isfinite(x) or not isfinite(y):
        return _special(atanh_special_values, x, y)
    if x < 0.0:
        real, imag = c_atanh(-x, -y)
        return -real, -imag
    ay = fabs(y)
    if x > CM_SQRT_LARGE_DOUBLE or ay > CM_SQRT_LARGE_DOUBLE:
        # About 1/z, and a quarter turn to the side of y, which may be a zero with a sign.
        half = math.hypot(x / 2.0, y / 2.0)
        return x / 4.0 / half / half, -math.copysign(math.pi / 2.0, -y)
    if x == 1.0 and ay < CM_SQRT_DBL_MIN:
        if ay == 0.0:
            raise _domain_error()
        real = -math.log(math.sqrt(ay) / math.sqrt(math.hypot(ay, 2.0)))
        return real, math.copysign(math.atan2(2.0, -ay) / 2, y)
    real = log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0
    return real, -math.atan2(-2.0 * y, (1 - x) * (1 + x) - ay * ay) / 2.0


# ---------------------------------------------------------------- exponential and hyperbolic functions

def _infinite(size, angle):
    """A number of infinite (or zero) size in the direction of a finite angle."""
    return math.copysign(size, math.cos(angle)), math.copysign(size, math.sin(angle))


def c_exp(x, y):
    if not isfinite(x) or not isfinite(y):
        if math.isinf(y) and (isfinite(x) or (math.isinf(x) and x > 0.0)):
            raise _domain_error()
        if math.isinf(x) and isfinite(y) and y != 0.0:
            return _infinite(INF if x > 0.0 else 0.0, y)
        return _special(exp_special_values, x, y)
    if x > CM_LOG_LARGE_DOUBLE:
        size = math.exp(x - 1.0)
        return _checked(size * math.cos(y) * math.e, size * math.sin(y) * math.e)
    size = math.exp(x)
    return _checked(size * math.cos(y), size * math.sin(y))


def c_cosh(x, y):
    if not isfinite(x) or not isfinite(y):
        if math.isinf(y) and not math.isnan(x):
            raise _domain_error()
        if math.isinf(x) and isfinite(y) and y != 0.0:
            real, imag = _infinite(INF, y)
            return real, imag if x > 0.0 else -imag
        return _special(cosh_special_values, x, y)
    if fabs(x) > CM_LOG_LARGE_DOUBLE:
        # The result may fit although cosh(x) does not.
        nearer = x - math.copysign(1.0, x)
        return _checked(math.cos(y) * math.cosh(nearer) * math.e, math.sin(y) * math.sinh(nearer) * math.e)
    return _checked(math.cos(y) * math.cosh(x), math.sin(y) * math.sinh(x))


def c_sinh(x, y):
    if not isfinite(x) or not isfinite(y):
        if math.isinf(y) and not math.isnan(x):
            raise _domain_error()
        if math.isinf(x) and isfinite(y) and y != 0.0:
            real, imag = _infinite(INF, y)
            return real if x > 0.0 else -real, imag
        return _special(sinh_special_values, x, y)
    if fabs(x) > CM_LOG_LARGE_DOUBLE:
        nearer = x - math.copysign(1.0, x)
        return _checked(math.cos(y) * math.sinh(nearer) * math.e, math.sin(y) * math.cosh(nearer) * math.e)
    return _checked(math.cos(y) * math.sinh(x), math.sin(y) * math.cosh(x))


def c_tanh(x, y):
    """With t = tanh(x) and u = tan(y): (t (1 + u^2) + i u (1 - t^2)) / (1 + t^2 u^2), where 1 - t^2 = 1 / cosh(x)^2."""
    if not isfinite(x) or not isfinite(y):
        if math.isinf(y) and isfinite(x):
            raise _domain_error()
        if math.isinf(x) and isfinite(y) and y != 0.0:
            return math.copysign(1.0, x), math.copysign(0.0, 2.0 * math.sin(y) * math.cos(y))
        return _special(tanh_special_values, x, y)
    if fabs(x) > CM_LOG_LARGE_DOUBLE:
        return math.copysign(1.0, x), 4.0 * math.sin(y) * math.cos(y) * math.exp(-2.0 * fabs(x))
    t = math.tanh(x)
    u = math.tan(y)
    inverse = 1.0 / math.cosh(x)
    both = t * u
    scale = 1.0 + both * both
    return t * (1.0 + u * u) / scale, ((u / scale) * inverse) * inverse


def c_cos(r, i):
    """cos(z) = cosh(iz)"""
    return c_cosh(-i, r)


def c_sin(r, i):
    """sin(z) = -i sinh(iz)"""
    real, imag = c_sinh(-i, r)
    return imag, -real


def c_tan(r, i):
    """tan(z) = -i tanh(iz)"""
    real, imag = c_tanh(-i, r)
    return imag, -real


# ---------------------------------------------------------------- polar coordinates

def c_rect(r, phi):
    if not isfinite(r) or not isfinite(phi):
        if math.isinf(phi) and r != 0.0 and not math.isnan(r):
            raise _domain_error()
        if math.isinf(r) and isfinite(phi) and phi != 0.0:
            real, imag = _infinite(INF, phi)
            if r < 0.0:
                return -real, -imag
            return real, imag
        return _special(rect_special_values, r, phi)
    return r * math.cos(phi), r * math.sin(phi)


def c_phase(x, y):
    """The angle, as C99 defines it for infinities and zeros."""
    if math.isnan(x) or math.isnan(y):
        return NAN
    forward = math.copysign(1.0, x) == 1.0
    if math.isinf(y):
        if not math.isinf(x):
            angle = 0.5
        elif forward:
            angle = 0.25
        else:
            angle = 0.75
        return math.copysign(angle * math.pi, y)
    if math.isinf(x) or y == 0.0:
        return math.copysign(0.0 if forward else math.pi, y)
    return math.atan2(y, x)


def c_abs(r, i):
    """The size: infinite if one part is, also when the other is a NaN."""
    if math.isinf(r) or math.isinf(i):
        return INF
    if math.isnan(r) or math.isnan(i):
        return NAN
    result = math.hypot(r, i)
    if not isfinite(result):
        raise OverflowError("math range error")
    return result


def c_polar(r, i):
    return c_abs(r, i), c_phase(r, i)


def c_isinf(r, i):
    return math.isinf(r) or math.isinf(i)


def c_isnan(r, i):
    return math.isnan(r) or math.isnan(i)


def c_isfinite(r, i):
    return isfinite(r) and isfinite(i)
