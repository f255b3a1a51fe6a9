"""Floats as decimal digits and back, correctly rounded.

Both directions compute with exact integers, as Steele and White (1990) and Clinger (1990) describe: a float is a ratio of two
integers, whose digits come out one after the other; the closest float to a decimal number is found by an exact
division.
"""
import math

from rpython.rlib.rarithmetic import LONG_BIT, intmask

SHIFT = 30 if LONG_BIT >= 64 else 15
BASE = 1 << SHIFT
MASK = BASE - 1
MANT_BITS = 53
MIN_EXP = -1074


class Natural(object):
    """A natural number as words of SHIFT bits, lowest first, without leading zeros."""

    def __init__(self):
        self.words = []

    def multiply_add(self, factor, addend):
        """self = self * factor + addend; both below BASE."""
        carry = addend
        words = self.words
        i = 0
        while i < len(words):
            carry += words[i] * factor
            words[i] = carry & MASK
            carry >>= SHIFT
            i += 1
        if carry:
            words.append(carry)

    def multiply_power_of_ten(self, exponent):
        while exponent >= 4:
            self.multiply_add(10000, 0)
            exponent -= 4
        while exponent > 0:
            self.multiply_add(10, 0)
            exponent -= 1

    def shift_left(self, bits):
        if len(self.words) == 0:
            return
        whole = bits // SHIFT
        self.multiply_add(1 << (bits % SHIFT), 0)
        if whole:
            self.words = [0] * whole + self.words

    def bit_length(self):
        count = len(self.words)
        if count == 0:
            return 0
        top = self.words[count - 1]
        bits = 0
        while top:
            bits += 1
            top >>= 1
        return (count - 1) * SHIFT + bits

    def compare(self, other):
        """-1, 0 or 1."""
        a = self.words
        b = other.words
        if len(a) != len(b):
            if len(a) < len(b):
                return -1
            return 1
        i = len(a) - 1
        while i >= 0:
            if a[i] != b[i]:
                if a[i] < b[i]:
                    return -1
                return 1
            i -= 1
        return 0

    def compare_sum(self, other, total):
        """-1, 0 or 1 for self + other against total."""
        sum = self.copy()
        sum.add(other)
        return sum.compare(total)

    def add(self, other):
        carry = 0
        a = self.words
        b = other.words
        i = 0
        while i < len(b) or carry:
            if i == len(a):
                a.append(0)
            carry += a[i]
            if i < len(b):
                carry += b[i]
            a[i] = carry & MASK
            carry >>= SHIFT
            i += 1

    def subtract(self, other):
        """self -= other, which is not greater."""
        borrow = 0
        a = self.words
        b = other.words
        i = 0
        while i < len(a):
            value = a[i] - borrow
            if i < len(b):
                value -= b[i]
            elif borrow == 0:
                break
            borrow = 0
            if value < 0:
                value += BASE
                borrow = 1
            a[i] = value
            i += 1
        while len(a) > 0 and a[len(a) - 1] == 0:
            a.pop()

    def copy(self):
        result = Natural()
        result.words = self.words[:]
        return result

    def is_zero(self):
        return len(self.words) == 0


def from_float_integer(x):
    """A nonnegative float without fraction, below 2**53, as a Natural."""
    result = Natural()
    while x > 0.0:
        rest = math.floor(x / float(BASE))
        result.words.append(int(x - rest * float(BASE)))
        x = rest
    return result


def power_of_two(bits):
    result = Natural()
    result.words.append(1)
    result.shift_left(bits)
    return result


class Decimal(object):
    """Decimal digits `0.d1d2d3... * 10**point`."""

    def __init__(self, digits, point):
        self.digits = digits
        self.point = point


class _Ratio(object):
    """A positive float as numerator / denominator, scaled so that it lies in [1/10, 1); `point` says by which power."""

    def __init__(self, x, want_margins):
        mantissa, exponent = math.frexp(x)
        exponent -= MANT_BITS
        mantissa = math.floor(math.ldexp(mantissa, MANT_BITS))
        if exponent < MIN_EXP:
            mantissa = math.floor(math.ldexp(mantissa, exponent - MIN_EXP))
            exponent = MIN_EXP
        self.even = math.fmod(mantissa, 2.0) == 0.0
        self.numerator = from_float_integer(mantissa)
        self.denominator = power_of_two(0)
        # Half the distance to the neighbours, in units of the denominator.
        self.below = power_of_two(0)
        self.above = power_of_two(0)
        closer = mantissa == 4503599627370496.0 and exponent > MIN_EXP
        extra = 1
        if closer:
            extra = 2
        if exponent >= 0:
            self.numerator.shift_left(exponent + extra)
            self.denominator.shift_left(extra)
            self.below.shift_left(exponent)
            self.above.shift_left(exponent + extra - 1)
        else:
            self.numerator.shift_left(extra)
            self.denominator.shift_left(extra - exponent)
            self.above.shift_left(extra - 1)
        self.point = int(math.ceil(math.log10(x) - 1e-10))
        if self.point >= 0:
            self.denominator.multiply_power_of_ten(self.point)
        else:
            self.scale_up(-self.point)
        while self.numerator.compare(self.denominator) >= 0:
            self.denominator.multiply_add(10, 0)
            self.point += 1
        # The estimate may also be one too high.
        tenfold = self.numerator.copy()
        tenfold.multiply_add(10, 0)
        if tenfold.compare(self.denominator) < 0:
            self.scale_up(1)
            self.point -= 1

    def scale_up(self, power):
        self.numerator.multiply_power_of_ten(power)
        self.below.multiply_power_of_ten(power)
        self.above.multiply_power_of_ten(power)

    def next_digit(self):
        self.scale_up(1)
        digit = 0
        while self.numerator.compare(self.denominator) >= 0:
            self.numerator.subtract(self.denominator)
            digit += 1
        return digit

    def next_digit_exact(self):
        """Like `next_digit`, where the margins do not matter."""
        self.numerator.multiply_add(10, 0)
        digit = 0
        while self.numerator.compare(self.denominator) >= 0:
            self.numerator.subtract(self.denominator)
            digit += 1
        return digit

    def rest_against_half(self):
        """-1, 0 or 1 for what is left against half a unit of the last digit."""
        double = self.numerator.copy()
        double.multiply_add(2, 0)
        return double.compare(self.denominator)


def shortest_digits(x):
    """The fewest digits that read back as the positive float `x`; of those the closest to it."""
    ratio = _Ratio(x, True)
    # The upper neighbour's midpoint may round up to the next power of ten.
    high = ratio.numerator.compare_sum(ratio.above, ratio.denominator)
    if high > 0 or (high == 0 and ratio.even):
        ratio.denominator.multiply_add(10, 0)
        ratio.point += 1
    digits = []
    while True:
        digit = ratio.next_digit()
        low = ratio.numerator.compare(ratio.below)
        high = ratio.numerator.compare_sum(ratio.above, ratio.denominator)
        low_end = low < 0 or (low == 0 and ratio.even)
        high_end = high > 0 or (high == 0 and ratio.even)
        if not low_end and not high_end:
            digits.append(digit)
            continue
        if low_end and high_end:
            half = ratio.rest_against_half()
            if half > 0 or (half == 0 and digit & 1):
                digit += 1
        elif high_end:
            digit += 1
        digits.append(digit)
        break
    point = ratio.point + _carry(digits)
    while len(digits) > 1 and digits[len(digits) - 1] == 0:
        digits.pop()
    if digits[0] == 0:
        del digits[0]
        point -= 1
    return Decimal(digits, point)


def rounded_digits(x, count, after_point):
    """The positive float `x` rounded, halves to even: to `count` significant digits, or, if `after_point`, to so many
    digits behind the decimal point."""
    ratio = _Ratio(x, False)
    if after_point:
        count += ratio.point
    digits = []
    if count < 0:
        return Decimal(digits, ratio.point)
    exhausted = False
    while len(digits) < count:
        if exhausted:
            digits.append(0)
            continue
        digits.append(ratio.next_digit_exact())
        if ratio.numerator.is_zero():
            exhausted = True
    half = ratio.rest_against_half()
    odd = count > 0 and digits[count - 1] & 1
    if half > 0 or (half == 0 and odd):
        if count == 0:
            digits.append(1)
            return Decimal(digits, ratio.point + 1)
        digits[count - 1] += 1
    point = ratio.point
    if _carry(digits):
        point += 1
        if not after_point:
            digits.pop()
    return Decimal(digits, point)


def _carry(digits):
    """Passes tens on to the left; 1 if that made one digit more."""
    i = len(digits) - 1
    while i > 0 and digits[i] >= 10:
        digits[i] -= 10
        digits[i - 1] += 1
        i -= 1
    if len(digits) > 0 and digits[0] >= 10:
        digits[0] -= 10
        digits.insert(0, 1)
        return 1
    return 0


# ---------------------------------------------------------------- text to float

MAX_DIGITS = 800


def closest_float(digits, point, truncated):
    """The float closest to 0.d1d2... * 10**point, halves to even. `truncated`: nonzero digits follow."""
    count = len(digits)
    if count == 0:
        return 0.0
    if point > 310:
        return 1e300 * 1e300
    if point < -326:
        return 0.0
    exponent = point - count
    if count <= 15 and -22 <= exponent <= 22 and not truncated:
        # Both are exact, so that one operation rounds once.
        value = 0.0
        for digit in digits:
            value = value * 10.0 + float(digit)
        power = 1.0
        i = 0
        while i < exponent or i < -exponent:
            power *= 10.0
            i += 1
        if exponent >= 0:
            return value * power
        return value / power
    numerator = Natural()
    for digit in digits:
        numerator.multiply_add(10, digit)
    denominator = power_of_two(0)
    if exponent >= 0:
        numerator.multiply_power_of_ten(exponent)
    else:
        denominator.multiply_power_of_ten(-exponent)
    return _divide(numerator, denominator, truncated)


def _divide(numerator, denominator, sticky):
    """The float closest to the ratio; `sticky` says that the numerator is a little larger."""
    # So many bits that the quotient has one more than the mantissa, or two.
    binary = numerator.bit_length() - denominator.bit_length() - (MANT_BITS + 1)
    if binary < MIN_EXP - 1:
        binary = MIN_EXP - 1
    if binary > 0:
        denominator.shift_left(binary)
    else:
        numerator.shift_left(-binary)
    # Restoring division, bit by bit.
    bits = numerator.bit_length() - denominator.bit_length()
    if bits < 0:
        bits = 0
    denominator.shift_left(bits)
    quotient = 0.0
    low_bits = 0
    i = 0
    while i <= bits:
        bit = 0
        if numerator.compare(denominator) >= 0:
            numerator.subtract(denominator)
            bit = 1
        # All but the last two bits fit a float exactly; the last ones decide the rounding.
        quotient = quotient * 2.0 + float((low_bits >> 1) & 1)
        low_bits = ((low_bits << 1) | bit) & 3
        numerator.multiply_add(2, 0)
        i += 1
    inexact = sticky or not numerator.is_zero()
    return _round(quotient, low_bits, inexact, binary)


def _round(quotient, low_bits, inexact, binary):
    """(quotient * 4 + low_bits) * 2**binary, rounded to 53 bits."""
    if quotient >= 4503599627370496.0:
        # 55 bits: two are dropped.
        value = quotient
        dropped = low_bits
        half = 2
        binary += 2
    else:
        value = quotient * 2.0 + float(low_bits >> 1)
        dropped = low_bits & 1
        half = 1
        binary += 1
    odd = math.fmod(value, 2.0) == 1.0
    if dropped > half or (dropped == half and (inexact or odd)):
        value += 1.0
    if binary > 971:
        return 1e300 * 1e300
    try:
        return math.ldexp(value, binary)
    except OverflowError:
        return 1e300 * 1e300


# ---------------------------------------------------------------- text

lower_special_strings = ['inf', '+inf', '-inf', 'nan']
upper_special_strings = ['INF', '+INF', '-INF', 'NAN']


def strtod(input):
    """The float that a text stands for: digits, point and exponent only. Raises ValueError."""
    from rpython.rlib import rfloat
    return rfloat.rstring_to_float(input)


def _skip_digits(p, i):
    while '0' <= p[i] <= '9':
        i += 1
    return i


def _float_end(p):
    """How many characters in raw memory belong to a float: sign, digits with a point, exponent; 0 if there is none."""
    i = 0
    if p[0] == '+' or p[0] == '-':
        i = 1
    end = _skip_digits(p, i)
    digits = end - i
    if p[end] == '.':
        fraction = end + 1
        end = _skip_digits(p, fraction)
        digits += end - fraction
    if digits == 0:
        return 0
    if p[end] == 'e' or p[end] == 'E':
        i = end + 1
        if p[i] == '+' or p[i] == '-':
            i += 1
        if '0' <= p[i] <= '9':
            end = _skip_digits(p, i)
    return end


def dg_strtod(p, endp):
    """Like C's `strtod`, without spaces and names: the float at the start of a text in raw memory. Where it ends is stored
    in `endp[0]`, if that is not NULL."""
    from rpython.rlib import rfloat
    from rpython.rtyper.lltypesystem import rffi
    end = _float_end(p)
    if endp:
        endp[0] = rffi.ptradd(rffi.cast(rffi.CCHARP, p), end)
    if end == 0:
        return 0.0
    return rfloat.string_to_float(rffi.charpsize2str(rffi.cast(rffi.CCHARP, p), end))


def dtoa_formatd(value, code, precision, flags):
    """Like `rfloat.formatd`."""
    from rpython.rlib import rfloat
    if code not in 'efgrEFG':
        raise ValueError("Invalid mode")
    return rfloat.formatd(value, code, precision, flags)


def dtoa(value, code='r', mode=0, precision=0, flags=0, special_strings=lower_special_strings, upper=False):
    """The text of a float. In mode 0 it has the shortest digits; the others round to the precision."""
    from rpython.rlib import rfloat
    if mode == 0:
        text = rfloat.format_shortest(value, code, precision, flags)
    else:
        if mode == 2 and code == 'e':
            precision -= 1
        text = dtoa_formatd(value, code, precision, flags)
    if upper:
        return text.upper()
    return text
