"""Floats: formatting, parsing, rounding and classification."""
import math

from rpython.rlib import rdtoa
from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rstring import ParseStringError, StringBuilder

USE_SHORT_FLOAT_REPR = True
INFINITY = 1e200 * 1e200
NAN = abs(INFINITY / INFINITY)

FLT_RADIX = 2
FLT_ROUNDS = 1
DBL_DIG = 15
DBL_MANT_DIG = 53
DBL_MAX_10_EXP = 308
DBL_MAX_EXP = 1024
DBL_MIN_EXP = -1021
DBL_MIN_10_EXP = -307
DBL_EPSILON = 2.220446049250313e-16
DBL_MAX = 1.7976931348623157e308
DBL_MIN = 2.2250738585072014e-308

DTSF_STR_PRECISION = 12

# Flags of formatd and double_to_string.
DTSF_SIGN = 0x1        # always a sign
DTSF_ADD_DOT_0 = 0x2   # `.0` behind what looks like an integer
DTSF_ALT = 0x4         # a dot, and zeros up to the precision
DTSF_CUT_EXP_0 = 0x8   # no leading zero in exponents
DTSF_NO_NEG_0 = 0x10   # no sign before what is zero in the text

# What double_to_string says of its argument.
DIST_FINITE = 1
DIST_NAN = 2
DIST_INFINITY = 3

rfloat_special = {'r': 17, 's': DTSF_STR_PRECISION}


# ---------------------------------------------------------------- classification

def isinf(x):
    return x != 0.0 and x * 0.5 == x


def isnan(x):
    return x != x


def isfinite(x):
    return x - x == 0.0


def copysign(x, y):
    return math.copysign(x, y)


def _is_negative(x):
    return math.copysign(1.0, x) < 0.0


# ---------------------------------------------------------------- formatting

def formatd(x, code, precision, flags=0):
    """`x` in the format `code` (one of e E f F g G r s) with this precision. ValueError for other codes."""
    if code not in 'eEfFgGrs':
        raise ValueError("Invalid mode")
    if x != x:
        if code == 'E' or code == 'F' or code == 'G':
            text = 'NAN'
        else:
            text = 'nan'
        return text
    if isinf(x):
        text = 'inf'
        if code == 'E' or code == 'F' or code == 'G':
            text = 'INF'
        if x < 0.0:
            return '-' + text
        if flags & DTSF_SIGN:
            return '+' + text
        return text
    builder = StringBuilder(24)
    if _is_negative(x):
        builder.append('-')
        x = -x
    elif flags & DTSF_SIGN:
        builder.append('+')
    if code == 'f' or code == 'F':
        _fixed(builder, _digits_behind(x, precision), precision, flags)
    elif code == 'e' or code == 'E':
        _exponential(builder, _significant(x, precision + 1), precision, code, flags)
    elif code == 'r':
        decimal = _shortest(x)
        _general(builder, decimal, len(decimal.digits), -4, 16, 'e', flags)
    else:
        if code == 's':
            precision = DTSF_STR_PRECISION
            upper = precision
        else:
            if precision == 0:
                precision = 1
            upper = precision
        if flags & DTSF_ADD_DOT_0:
            # `.0` behind all the digits there are would look exact.
            upper -= 1
        exponent_char = 'e'
        if code == 'G':
            exponent_char = 'E'
        _general(builder, _significant(x, precision), precision, -4, upper, exponent_char, flags)
    text = builder.build()
    if flags & DTSF_NO_NEG_0 and text[0] == '-' and _shows_zero(text):
        return text[1:]
    return text


def format_shortest(x, code, precision, flags):
    """The shortest digits of `x`, in the format 'f', 'g' or 'r'; the precision says how many zeros follow ('f') or from
    which size on there is an exponent ('g')."""
    if code == 'r' or not isfinite(x):
        return formatd(x, 'r', 0, flags)
    builder = StringBuilder(24)
    if _is_negative(x):
        if x != 0.0 or not flags & DTSF_NO_NEG_0:
            builder.append('-')
        x = -x
    elif flags & DTSF_SIGN:
        builder.append('+')
    if code == 'f':
        _fixed(builder, _shortest(x), precision, flags)
    else:
        _general(builder, _shortest(x), precision, -4, max(precision, 1), 'e', flags)
    return builder.build()


def _shows_zero(text):
    """Whether the text of a negative number has only zeros before its exponent."""
    for i in range(1, len(text)):
        if text[i] == 'e' or text[i] == 'E':
            break
        if text[i] != '0' and text[i] != '.':
            return False
    return True


def float_str(x):
    """What `str` gives for floats that are not known while translating."""
    return formatd(x, 'f', 6)


def _zero():
    return rdtoa.Decimal([0], 1)


def _shortest(x):
    if x == 0.0:
        return _zero()
    return rdtoa.shortest_digits(x)


def _significant(x, count):
    if x == 0.0:
        return _zero()
    return rdtoa.rounded_digits(x, count, False)


def _digits_behind(x, count):
    if x == 0.0:
        return _zero()
    return rdtoa.rounded_digits(x, count, True)


def _digit(decimal, position):
    """The digit at this position of 0.d1d2...; zero outside."""
    if 0 <= position < len(decimal.digits):
        return chr(ord('0') + decimal.digits[position])
    return '0'


def _fixed(builder, decimal, precision, flags):
    point = decimal.point
    if point <= 0 or len(decimal.digits) == 0:
        builder.append('0')
    else:
        for i in range(point):
            builder.append(_digit(decimal, i))
    if precision > 0:
        builder.append('.')
        for i in range(precision):
            builder.append(_digit(decimal, point + i))
    elif flags & DTSF_ADD_DOT_0:
        builder.append('.0')
    elif flags & DTSF_ALT:
        builder.append('.')


def _exponential(builder, decimal, precision, code, flags):
    builder.append(_digit(decimal, 0))
    if precision > 0:
        builder.append('.')
        for i in range(precision):
            builder.append(_digit(decimal, i + 1))
    elif flags & DTSF_ALT:
        builder.append('.')
    _exponent(builder, decimal.point - 1, code, flags)


def _exponent(builder, exponent, code, flags):
    builder.append(code)
    if exponent < 0:
        builder.append('-')
        exponent = -exponent
    else:
        builder.append('+')
    if exponent < 10 and not flags & DTSF_CUT_EXP_0:
        builder.append('0')
    builder.append(str(exponent))


def _general(builder, decimal, precision, lowest, upper, code, flags):
    """Without exponent if that is at least `lowest` and below `upper`; zeros at the end are dropped."""
    exponent = decimal.point - 1
    count = len(decimal.digits)
    if flags & DTSF_ALT:
        count = precision
    else:
        while count > 1 and decimal.digits[count - 1] == 0:
            count -= 1
    if lowest <= exponent < upper:
        behind = count - decimal.point
        if behind <= 0:
            for i in range(decimal.point):
                builder.append(_digit(decimal, i))
            if flags & DTSF_ADD_DOT_0:
                builder.append('.0')
            elif flags & DTSF_ALT:
                builder.append('.')
        else:
            _fixed(builder, decimal, behind, flags)
    else:
        builder.append(_digit(decimal, 0))
        if count > 1:
            builder.append('.')
            for i in range(1, count):
                builder.append(_digit(decimal, i))
        elif flags & DTSF_ALT:
            builder.append('.')
        _exponent(builder, exponent, code, flags)


def double_to_string(value, tp, precision, flags):
    """(text, one of the DIST_ constants)."""
    if isfinite(value):
        special = DIST_FINITE
    elif isinf(value):
        special = DIST_INFINITY
    else:
        special = DIST_NAN
    return formatd(value, tp, precision, flags), special


def float_as_rbigint_ratio(value):
    from rpython.rlib.rbigint import rbigint
    if isinf(value):
        raise OverflowError("cannot pass infinity to as_integer_ratio()")
    if isnan(value):
        raise ValueError("cannot pass nan to as_integer_ratio()")
    mantissa, exponent = math.frexp(value)
    for i in range(300):
        if mantissa == math.floor(mantissa):
            break
        mantissa *= 2.0
        exponent -= 1
    numerator = rbigint.fromfloat(mantissa)
    denominator = rbigint.fromint(1)
    if exponent >= 0:
        numerator = numerator.lshift(exponent)
    else:
        denominator = denominator.lshift(-exponent)
    return numerator, denominator


# ---------------------------------------------------------------- parsing

def _is_space(c):
    return c == ' ' or '\t' <= c <= '\r'


INVALID_MSG = "could not convert string to float"


def string_to_float(s):
    """A float from text with white space around it; ParseStringError if it is none."""
    start = 0
    end = len(s)
    while start < end and _is_space(s[start]):
        start += 1
    while end > start and _is_space(s[end - 1]):
        end -= 1
    assert end >= 0
    if start == end:
        raise ParseStringError(INVALID_MSG)
    return _parse(s[start:end], True)


def rstring_to_float(s):
    """The same without white space around it, and without infinities and NaN; ValueError if it is none."""
    if len(s) == 0:
        raise ValueError(INVALID_MSG)
    try:
        return _parse(s, False)
    except ParseStringError:
        raise ValueError(INVALID_MSG)


def _parse(s, with_special):
    negative = False
    i = 0
    if s[0] == '-':
        negative = True
        i = 1
    elif s[0] == '+':
        i = 1
    word = s[i:].lower()
    if not with_special:
        value = _parse_decimal(s, i)
    elif word == 'inf' or word == 'infinity':
        value = INFINITY
    elif word == 'nan':
        value = NAN
    else:
        value = _parse_decimal(s, i)
    if negative:
        return -value
    return value


def _parse_decimal(s, i):
    digits = []
    point = 0
    seen = False
    dot = False
    truncated = False
    length = len(s)
    while i < length:
        c = s[i]
        if '0' <= c <= '9':
            seen = True
            digit = ord(c) - ord('0')
            if digit == 0 and len(digits) == 0:
                if dot:
                    point -= 1
            else:
                if len(digits) < rdtoa.MAX_DIGITS:
                    digits.append(digit)
                elif digit:
                    truncated = True
                if not dot:
                    point += 1
        elif c == '.' and not dot:
            dot = True
        else:
            break
        i += 1
    if not seen:
        raise ParseStringError(INVALID_MSG)
    if i < length:
        point += _parse_exponent(s, i)
    return rdtoa.closest_float(digits, point, truncated)


def _parse_exponent(s, i):
    """The exponent, from its `e` to the end of the text; capped far beyond what floats have."""
    if s[i] != 'e' and s[i] != 'E':
        raise ParseStringError(INVALID_MSG)
    i += 1
    negative = False
    if i < len(s) and (s[i] == '-' or s[i] == '+'):
        negative = s[i] == '-'
        i += 1
    if i == len(s):
        raise ParseStringError(INVALID_MSG)
    value = 0
    while i < len(s):
        c = s[i]
        if not '0' <= c <= '9':
            raise ParseStringError(INVALID_MSG)
        if value < 100000:
            value = value * 10 + ord(c) - ord('0')
        i += 1
    if negative:
        return -value
    return value


# ---------------------------------------------------------------- rounding

def round_away(x):
    """To the nearest integer, halves away from zero."""
    if not isfinite(x):
        return x
    absolute = abs(x)
    rounded = math.floor(absolute + 0.5)
    if rounded - absolute > 0.5:
        rounded -= 1.0
    return math.copysign(rounded, x)


def round_half_even(x):
    """To the nearest integer, halves to the even one."""
    if not isfinite(x):
        return x
    rounded = round_away(x)
    if abs(rounded - x) == 0.5:
        rounded = 2.0 * round_away(x / 2.0)
    return math.copysign(rounded, x)


def round_double(value, ndigits, half_even=False):
    """To so many digits behind the point (or before it, if negative); halves away from zero unless `half_even`.

    What is too large when it is rounded becomes infinite.
    """
    if not isfinite(value):
        return value
    if ndigits == 0:
        return round_half_even(value) if half_even else round_away(value)
    if value == 0.0:
        return 0.0
    if ndigits > 323:
        return value
    if ndigits < -308:
        return 0.0 * value
    negative = value < 0.0
    absolute = abs(value)
    decimal = rdtoa.rounded_digits(absolute, ndigits, True)
    if not half_even and _is_half(absolute, ndigits):
        decimal = _round_half_up(absolute, ndigits)
    digits = decimal.digits[:]
    point = decimal.point
    result = 0.0
    while len(digits) > 0 and digits[0] == 0:
        del digits[0]
        point -= 1
    if len(digits) > 0:
        result = rdtoa.closest_float(digits, point, False)
    if negative:
        return -result
    return result


def _is_half(x, ndigits):
    """Whether `x` lies exactly between two numbers of so many digits."""
    exact = rdtoa.rounded_digits(x, ndigits + 1, True)
    count = len(exact.digits)
    if count == 0 or exact.digits[count - 1] != 5:
        return False
    digits = exact.digits[:]
    point = exact.point
    while len(digits) > 0 and digits[0] == 0:
        del digits[0]
        point -= 1
    if rdtoa.closest_float(digits, point, False) != x:
        return False
    # The digits stand for x itself only if no further one differs from zero.
    longer = rdtoa.rounded_digits(x, ndigits + 25, True)
    i = count
    while i < len(longer.digits):
        if longer.digits[i] != 0:
            return False
        i += 1
    return True


def _round_half_up(x, ndigits):
    exact = rdtoa.rounded_digits(x, ndigits + 1, True)
    keep = len(exact.digits) - 1
    assert keep >= 0
    digits = exact.digits[:keep]
    point = exact.point
    if len(digits) == 0:
        return rdtoa.Decimal([1], point + 1)
    digits[len(digits) - 1] += 1
    if rdtoa._carry(digits):
        point += 1
    return rdtoa.Decimal(digits, point)


# ---------------------------------------------------------------- functions that C's library has and `math` lacks

def log1p(x):
    return math.log1p(x)


def acosh(x):
    return math.acosh(x)


def asinh(x):
    return math.asinh(x)


def atanh(x):
    return math.atanh(x)


def expm1(x):
    return math.expm1(x)


def erf(x):
    return math.erf(x)


def erfc(x):
    return math.erfc(x)


def gamma(x):
    return math.gamma(x)


def lgamma(x):
    return math.lgamma(x)


def log2(x):
    """Exact for powers of two."""
    if x > 0.0 and isfinite(x):
        mantissa, exponent = math.frexp(x)
        # Near 1 from above the two parts would nearly cancel out: there the mantissa is taken from 1 to 2.
        if x >= 1.0:
            return math.log(2.0 * mantissa) / math.log(2.0) + (exponent - 1)
        return math.log(mantissa) / math.log(2.0) + exponent
    if isnan(x) or x > 0.0:
        return x
    raise ValueError("math domain error")


def exp2(x):
    """2.0 ** x"""
    return math.pow(2.0, x)


def cbrt(x):
    """The cube root, of negative numbers too; of a whole number's cube exactly that number."""
    if x == 0.0 or not isfinite(x):
        return x
    root = math.copysign(math.pow(abs(x), 1.0 / 3.0), x)
    # One step of Newton's method makes up for the exponent's error.
    better = root - (root - x / root / root) / 3.0
    return better if isfinite(better) else root


def nextafter(x, y):
    """The float next to `x` in the direction of `y`."""
    if isnan(x) or isnan(y):
        return x + y
    if x == y:
        return y
    if x == 0.0:
        return math.copysign(5e-324, y)
    bits = float2longlong(x)
    if (x < y) == (x > 0.0):
        bits += 1
    else:
        bits -= 1
    return longlong2float(bits)


# ---------------------------------------------------------------- for tests of programs, untranslated

def to_ulps(x):
    """The place of a float in the order of all floats."""
    import struct
    n = struct.unpack('<q', struct.pack('<d', x))[0]
    if n < 0:
        n = ~(n + 2 ** 63)
    return n


def ulps_check(expected, got, ulps=20):
    """None if two floats are at most so many floats apart, else what to say about it."""
    error = to_ulps(got) - to_ulps(expected)
    if abs(error) <= ulps:
        return None
    return "error = %d ulps; permitted error = %d ulps" % (error, ulps)


def acc_check(expected, got, rel_err=2e-15, abs_err=5e-323):
    """None if two floats differ by less than the larger of the errors, else what to say about it."""
    if isinf(expected) and got == expected:
        return None
    permitted = max(abs_err, rel_err * abs(expected))
    if abs(got - expected) < permitted:
        return None
    return "error = %r; permitted error = %r" % (got - expected, permitted)
