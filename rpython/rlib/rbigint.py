"""Integers of any size.

A number is a sign (-1, 0 or 1) and its absolute value as a list of digits (`_bigint_digits`).
"""
import math

from rpython.rlib import _bigint_digits as natural
from rpython.rlib import _bigint_products as products
from rpython.rlib import _bigint_quotients as quotients
from rpython.rlib import _bigint_text as text_of
from rpython.rlib._bigint_digits import MASK, SHIFT
from rpython.rlib._bigint_products import KARATSUBA_CUTOFF
from rpython.rlib._bigint_floats import ratio, scaled_float, to_float
from rpython.rlib._bigint_ints import (
    InvalidEndiannessError, InvalidSignednessError, args_from_rarith_int, args_from_rarith_int1, bit_count_digit,
    bit_length_int, bits_in_digit, digits_for_most_neg_long, digits_from_nonneg_long, digits_max_for_base, frombytes_int,
    gcd_binary, int_in_valid_range, intsign, lehmer_xgcd, tobytes_int)
from rpython.rlib.objectmodel import not_rpython, specialize
from rpython.rlib.rarithmetic import (
    LONG_BIT, int_between, intmask, longlongmask, r_longlong, r_uint, r_ulonglong)
from rpython.rtyper.lltypesystem import lltype

BASE = 1 << SHIFT
STORE_TYPE = lltype.Signed
UDIGIT_TYPE = r_uint
NULLDIGIT = 0
ONEDIGIT = 1
NULLDIGITS = natural.NULLDIGITS
BASE8 = '01234567'
BASE10 = '0123456789'
BASE16 = '0123456789abcdef'


class MaxIntError(Exception):
    """The text would have more digits than are allowed."""

    def __init__(self, msg):
        self.msg = msg


def _magnitude(value):
    """The absolute value of an int as an unsigned word."""
    if value < 0:
        return r_uint(0) - r_uint(value)
    return r_uint(value)


def _bitwise(a, op, b):
    size = max(len(a._digits), len(b._digits)) + 1
    first = natural.complement(a._digits, a._sign < 0, size)
    second = natural.complement(b._digits, b._sign < 0, size)
    result = [0] * size
    for i in range(size):
        if op == '&':
            result[i] = first[i] & second[i]
        elif op == '|':
            result[i] = first[i] | second[i]
        else:
            result[i] = first[i] ^ second[i]
    if result[size - 1] >> (SHIFT - 1):
        return rbigint(natural.trim(natural.complement(result, True, size)), -1)
    return rbigint(natural.trim(result), 1)


# ---------------------------------------------------------------- numbers

class rbigint(object):
    """An integer of any size; never changed once others can see it."""
    _immutable_fields_ = ['_digits']

    def __init__(self, digits=natural.NULLDIGITS, sign=0, size=0):
        if len(digits) == 0:
            sign = 0
        self._digits = digits
        self._sign = sign

    # ------------------------------------------------------------ from other things

    @staticmethod
    def fromint(intval):
        if intval == 0:
            return NULLRBIGINT
        return rbigint(natural.from_uint(_magnitude(intval)), 1 if intval > 0 else -1)

    @staticmethod
    def frombool(b):
        if b:
            return ONERBIGINT
        return NULLRBIGINT

    @staticmethod
    @not_rpython
    def fromlong(l):
        digits = []
        rest = abs(l)
        while rest:
            digits.append(int(rest & MASK))
            rest >>= SHIFT
        return rbigint(digits, -1 if l < 0 else 1)

    @staticmethod
    @specialize.argtype(0)
    def fromrarith_int(i):
        """From an integer of any machine type."""
        digits, sign = args_from_rarith_int(i)
        return rbigint(digits, sign)

    @staticmethod
    def fromfloat(dval):
        """The whole part; OverflowError for infinities, ValueError for NaN."""
        if dval != dval:
            raise ValueError("cannot convert float NaN to integer")
        if dval - dval != 0.0:
            raise OverflowError("cannot convert float infinity to integer")
        sign = 1
        if dval < 0.0:
            sign = -1
            dval = -dval
        mantissa, exponent = math.frexp(dval)
        if exponent <= 0:
            return NULLRBIGINT
        number = rbigint.fromrarith_int(r_longlong(math.ldexp(mantissa, 53)))
        if exponent >= 53:
            digits = natural.shift_left(number._digits, exponent - 53)
        else:
            digits = natural.shift_right(number._digits, 53 - exponent)
        return rbigint(digits, sign)

    @staticmethod
    def fromstr(s, base=0, allow_underscores=False):
        """As `long(s, base)`, with an optional `l` at the end; ParseStringError if it is none."""
        from rpython.rlib.rstring import NumberStringParser, strip_spaces
        s = literal = strip_spaces(s)
        if (s.endswith('l') or s.endswith('L')) and base < 22:
            end = len(s) - 1
            assert end >= 0
            s = s[:end]
        parser = NumberStringParser(s, literal, base, 'long', allow_underscores=allow_underscores)
        return rbigint._from_numberstring_parser(parser)

    @staticmethod
    def _from_numberstring_parser(parser):
        return parse_digit_string(parser)

    from_numberstring_parser = _from_numberstring_parser

    @staticmethod
    def fromdecimalstr(s):
        """From an optional sign and decimal digits; they are not checked."""
        start = 0
        sign = 1
        if s and (s[0] == '-' or s[0] == '+'):
            start = 1
            if s[0] == '-':
                sign = -1
        return rbigint(text_of.from_decimal(s, start), sign)

    @staticmethod
    def from_list_n_bits(list, nbits):
        """From the values of digits of so many bits, the lowest first."""
        if nbits < 1 or nbits > SHIFT:
            raise ValueError
        reader = text_of.BitReader(nbits, len(list))
        for value in list:
            reader.add(value)
        return rbigint(reader.number(), 1)

    @staticmethod
    def frombytes(s, byteorder, signed):
        """The number whose bytes these are; `byteorder` is 'big' or 'little'."""
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        size = len(s)
        reader = text_of.BitReader(8, size)
        for i in range(size):
            reader.add(ord(s[i if byteorder == 'little' else size - 1 - i]))
        result = rbigint(reader.number(), 1)
        if signed and size > 0:
            top = s[size - 1] if byteorder == 'little' else s[0]
            if ord(top) >= 128:
                return result.sub(ONERBIGINT.lshift(8 * size))
        return result

    # ------------------------------------------------------------ to other things

    def tobytes(self, nbytes, byteorder, signed):
        """So many bytes; OverflowError if they are too few."""
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        if self._sign < 0 and not signed:
            raise InvalidSignednessError()
        bits = 8 * nbytes
        if signed:
            # Minus one fits even no bytes.
            limit = max(bits - 1, 0)
            length = self.invert().bit_length() if self._sign < 0 else self.bit_length()
        else:
            limit = bits
            length = self.bit_length()
        if length > limit and self._sign != 0:
            raise OverflowError()
        words = natural.complement(self._digits, self._sign < 0, bits // SHIFT + 2)
        chars = ['\x00'] * nbytes
        for i in range(nbytes):
            at = 8 * i // SHIFT
            offset = 8 * i - at * SHIFT
            byte = r_uint(words[at]) >> offset
            if offset > SHIFT - 8:
                byte |= r_uint(words[at + 1]) << (SHIFT - offset)
            chars[i if byteorder == 'little' else nbytes - 1 - i] = chr(intmask(byte & r_uint(255)))
        return ''.join(chars)

    def fits_int(self):
        length = self.bit_length()
        if length < LONG_BIT:
            return True
        return length == LONG_BIT and self._sign < 0 and not natural.has_low_bits(self._digits, LONG_BIT - 1)

    def toint(self):
        """As an int, or OverflowError."""
        if not self.fits_int():
            raise OverflowError
        return intmask(self.uintmask())

    def tobool(self):
        return self._sign != 0

    def touint(self):
        if self._sign < 0:
            raise ValueError
        if self.bit_length() > LONG_BIT:
            raise OverflowError
        return self.uintmask()

    def uintmask(self):
        """The low bits of the two's complement."""
        result = r_uint(0)
        shift = 0
        for digit in self._digits:
            if shift >= LONG_BIT:
                break
            result |= r_uint(digit) << shift
            shift += SHIFT
        if self._sign < 0:
            result = r_uint(0) - result
        return result

    def ulonglongmask(self):
        result = r_ulonglong(0)
        shift = 0
        for digit in self._digits:
            if shift >= 64:
                break
            result |= r_ulonglong(digit) << shift
            shift += SHIFT
        if self._sign < 0:
            result = r_ulonglong(0) - result
        return result

    def toulonglong(self):
        if self._sign < 0:
            raise ValueError
        if self.bit_length() > 64:
            raise OverflowError
        return self.ulonglongmask()

    def tolonglong(self):
        length = self.bit_length()
        if length > 64 or (length == 64 and (self._sign > 0 or natural.has_low_bits(self._digits, 63))):
            raise OverflowError
        return longlongmask(self.ulonglongmask())

    def tofloat(self):
        """The nearest float, ties to even; OverflowError if there is none."""
        value = to_float(self._digits)
        return -value if self._sign < 0 else value

    @not_rpython
    def tolong(self):
        result = 0L
        for digit in reversed(self._digits):
            result = (result << SHIFT) + digit
        return result * self._sign

    def str(self, max_str_digits=0):
        """The decimal text; MaxIntError if that has more digits than allowed, where 0 allows all."""
        return self.format(BASE10, max_str_digits=max_str_digits)

    def repr(self):
        return self.format(BASE10, suffix='L')

    def hex(self):
        return self.format(BASE16, '0x', 'L')

    def oct(self):
        if self._sign == 0:
            return '0L'
        return self.format(BASE8, '0', 'L')

    def format(self, digits, prefix='', suffix='', max_str_digits=0):
        """The text with these characters as digits."""
        if max_str_digits > 0 and text_of.enough_digits(self._digits, len(digits), max_str_digits):
            raise MaxIntError("requested output too large")
        text = text_of.to_text(self._digits, digits)
        if 0 < max_str_digits < len(text):
            raise MaxIntError("requested output too large")
        text = prefix + text + suffix
        if self._sign < 0:
            return '-' + text
        return text

    def __repr__(self):
        return '<rbigint digits=%s, sign=%s, size=%d, len=%d, %s>' % (
            self._digits, self._sign, self.numdigits(), len(self._digits), self.str())

    @not_rpython
    def __eq__(self, other):
        return NotImplemented if not isinstance(other, rbigint) else self.eq(other)

    @not_rpython
    def __ne__(self, other):
        return not self == other

    def hash(self):
        """Numbers that are equal modulo 2**word - 1 have equal hashes."""
        result = r_uint(0)
        i = len(self._digits) - 1
        while i >= 0:
            digit = r_uint(self._digits[i])
            result = (result << SHIFT) | (result >> (LONG_BIT - SHIFT))
            result += digit
            if result < digit:
                result += 1
            i -= 1
        return intmask(intmask(result) * self._sign)

    # ------------------------------------------------------------ size and sign

    @property
    def size(self):
        return self.numdigits()

    def get_sign(self):
        return self._sign

    def _set_sign(self, sign):
        """For whoever has just made the number; zero keeps its sign."""
        if self._sign != 0:
            self._sign = sign

    sign = property(get_sign, _set_sign)

    def numdigits(self):
        return max(len(self._digits), 1)

    def digit(self, x):
        if x < len(self._digits):
            return self._digits[x]
        return 0

    def udigit(self, x):
        return r_uint(self.digit(x))

    def widedigit(self, x):
        return natural.Wide(self.udigit(x))

    uwidedigit = widedigit

    def bit_length(self):
        return natural.bit_length(self._digits)

    def bit_count(self):
        """The number of bits set in the absolute value."""
        count = 0
        for digit in self._digits:
            count += bit_count_digit(digit)
        return count

    def log(self, base):
        """The logarithm; base 0.0 means e."""
        if self._sign <= 0:
            raise ValueError
        x, exponent = scaled_float(self._digits)
        if base == 10.0:
            return math.log10(x) + float(exponent) * math.log10(2.0)
        if base == 2.0:
            from rpython.rlib import rfloat
            return rfloat.log2(x) + float(exponent)
        result = math.log(x) + float(exponent) * math.log(2.0)
        if base != 0.0:
            result /= math.log(base)
        return result

    def is_odd(self):
        return self._sign != 0 and self._digits[0] & 1 != 0

    # ------------------------------------------------------------ comparison

    def _order(self, other):
        if self._sign != other._sign:
            return self._sign - other._sign
        return natural.compare(self._digits, other._digits) * self._sign

    def eq(self, other):
        return self._order(other) == 0

    def ne(self, other):
        return self._order(other) != 0

    def lt(self, other):
        return self._order(other) < 0

    def le(self, other):
        return self._order(other) <= 0

    def gt(self, other):
        return self._order(other) > 0

    def ge(self, other):
        return self._order(other) >= 0

    def _int_order(self, other):
        sign = 0
        if other > 0:
            sign = 1
        elif other < 0:
            sign = -1
        if self._sign != sign or sign == 0:
            return self._sign - sign
        if len(self._digits) > 1 or other == -other:
            # Only the smallest int is its own negative: it has two digits.
            return natural.compare(self._digits, natural.from_uint(_magnitude(other))) * sign
        return self._digits[0] * sign - other

    def int_eq(self, iother):
        return self._int_order(iother) == 0

    def int_ne(self, iother):
        return self._int_order(iother) != 0

    def int_lt(self, iother):
        return self._int_order(iother) < 0

    def int_le(self, iother):
        return self._int_order(iother) <= 0

    def int_gt(self, iother):
        return self._int_order(iother) > 0

    def int_ge(self, iother):
        return self._int_order(iother) >= 0

    # ------------------------------------------------------------ arithmetic

    def neg(self):
        return rbigint(self._digits, -self._sign)

    def abs(self):
        return rbigint(self._digits, 1)

    def add(self, other):
        return _sum(self, other, other._sign)

    def sub(self, other):
        return _sum(self, other, -other._sign)

    def mul(self, other):
        return rbigint(products.multiply(self._digits, other._digits), self._sign * other._sign)

    @staticmethod
    def add_int_int_bigint_result(iself, iother):
        """The sum of two ints."""
        return rbigint.fromint(iself).int_add(iother)

    @staticmethod
    def sub_int_int_bigint_result(iself, iother):
        return rbigint.fromint(iself).int_sub(iother)

    @staticmethod
    def mul_int_int_bigint_result(iself, iother):
        return rbigint.fromint(iself).int_mul(iother)

    @staticmethod
    def lshift_int_int_bigint_result(iself, int_other):
        return rbigint.fromint(iself).lshift(int_other)

    def int_add(self, iother):
        if iother < 0:
            return _sum_int(self, r_uint(0) - r_uint(iother), -1)
        return _sum_int(self, r_uint(iother), 1)

    def int_sub(self, iother):
        if iother < 0:
            return _sum_int(self, r_uint(0) - r_uint(iother), 1)
        return _sum_int(self, r_uint(iother), -1)

    def int_mul(self, iother):
        size = _magnitude(iother)
        if size > r_uint(MASK):
            return self.mul(rbigint.fromint(iother))
        digits = products.multiply_digit(self._digits, intmask(size), 0)
        return rbigint(digits, self._sign if iother >= 0 else -self._sign)

    def divmod(self, other):
        """(quotient rounded down, remainder with the sign of the divisor)"""
        div, mod = _divrem(self, other)
        if mod._sign * other._sign < 0:
            mod = mod.add(other)
            div = div.sub(ONERBIGINT)
        return div, mod

    def floordiv(self, other):
        return self.divmod(other)[0]

    def div(self, other):
        return self.divmod(other)[0]

    def mod(self, other):
        return self.divmod(other)[1]

    def int_divmod(self, iother):
        return self.divmod(rbigint.fromint(iother))

    def int_floordiv(self, iother):
        return self.floordiv(rbigint.fromint(iother))

    int_div = int_floordiv

    def int_mod(self, iother):
        return rbigint.fromint(self.int_mod_int_result(iother))

    def int_mod_int_result(self, iother):
        """self % iother as an int."""
        if iother == 0:
            raise ZeroDivisionError("long division or modulo by zero")
        size = _magnitude(iother)
        if size > r_uint(MASK):
            return self.mod(rbigint.fromint(iother)).toint()
        rest = quotients.modulo_digit(self._digits, intmask(size))
        if rest == 0:
            return 0
        if self._sign < 0:
            rest = -rest
        if (rest < 0) != (iother < 0):
            rest += iother
        return rest

    def truediv(self, other):
        """The nearest float of the quotient."""
        if other._sign == 0:
            raise ZeroDivisionError("long division or modulo by zero")
        value = ratio(self._digits, other._digits)
        # Zero has a sign, too: 0 / -1 is -0.0.
        return -value if (self._sign < 0) != (other._sign < 0) else value

    def pow(self, other, modulus=None):
        """self ** other, modulo a number if it is given."""
        if other._sign < 0:
            if modulus is not None:
                raise TypeError("pow() 2nd argument cannot be negative when 3rd argument specified")
            raise ValueError("bigint pow() too negative")
        if modulus is None:
            if other._sign == 0:
                return ONERBIGINT
            if self._sign == 0:
                return NULLRBIGINT
            if len(self._digits) == 1 and self._digits[0] & (self._digits[0] - 1) == 0:
                return self._power_of_two(other)
            return self._power(other, None)
        if modulus._sign == 0:
            raise ValueError("pow() 3rd argument cannot be 0")
        size = modulus.abs()
        if len(size._digits) == 1:
            result = _power_modulo_digit(self, other, size._digits[0])
        else:
            result = self.mod(size)._power(other, size).mod(size)
        if modulus._sign < 0 and result._sign != 0:
            result = result.add(modulus)
        return result

    def _power_of_two(self, exponent):
        """A power of a number that is a power of two itself."""
        bits = natural.width(self._digits[0]) - 1
        result = ONERBIGINT
        if bits > 0:
            result = ONERBIGINT.lshift(exponent.int_mul(bits).toint())
        if self._sign < 0 and exponent.is_odd():
            return result.neg()
        return result

    def _power(self, exponent, modulus):
        """Bit by bit; where there are many, four at once, with a table of the first sixteen powers."""
        bits = exponent.bit_length()
        step = 4 if bits > 120 else 1
        table = [ONERBIGINT, self]
        while len(table) < 1 << step:
            table.append(_reduced(table[len(table) - 1].mul(self), modulus))
        result = ONERBIGINT
        at = (bits + step - 1) // step
        while at > 0:
            at -= 1
            if result is not ONERBIGINT:
                for _ in range(step):
                    result = _reduced(result.mul(result), modulus)
            index = exponent.abs_rshift_and_mask(r_ulonglong(at * step), (1 << step) - 1)
            if index:
                factor = table[index]
                if result is ONERBIGINT:
                    result = factor
                else:
                    result = _reduced(result.mul(factor), modulus)
        return result

    def int_pow(self, iother, modulus=None):
        return self.pow(rbigint.fromint(iother), modulus)

    def isqrt(self):
        """The whole part of the square root."""
        if self._sign < 0:
            raise ValueError
        if self._sign == 0:
            return self
        guess = ONERBIGINT.lshift((self.bit_length() + 1) >> 1)
        while True:
            better = guess.add(self.floordiv(guess)).rshift(1)
            if better.ge(guess):
                return guess
            guess = better

    def gcd(self, other):
        """The greatest common divisor, not negative."""
        return gcd_lehmer(self.abs(), other.abs())

    # ------------------------------------------------------------ bits

    def invert(self):
        return self.neg().sub(ONERBIGINT)

    def lshift(self, int_other):
        if int_other < 0:
            raise ValueError("negative shift count")
        return rbigint(natural.shift_left(self._digits, int_other), self._sign)

    def lqshift(self, int_other):
        return self.lshift(int_other)

    def rshift(self, int_other, dont_invert=False):
        """Rounds down, unless `dont_invert` asks for rounding to zero."""
        if int_other < 0:
            raise ValueError("negative shift count")
        result = rbigint(natural.shift_right(self._digits, int_other), self._sign)
        if self._sign < 0 and not dont_invert and natural.has_low_bits(self._digits, int_other):
            return result.sub(ONERBIGINT)
        return result

    def rqshift(self, int_other):
        return self.rshift(int_other)

    def abs_rshift_and_mask(self, bigshiftcount, mask):
        """Some bits of the absolute value as an int."""
        whole = intmask(bigshiftcount // SHIFT)
        if whole >= len(self._digits):
            return 0
        offset = intmask(bigshiftcount) - whole * SHIFT
        bits = r_uint(self._digits[whole]) >> offset
        if offset > 0 and whole + 1 < len(self._digits):
            bits |= r_uint(self._digits[whole + 1]) << (SHIFT - offset)
        return intmask(bits) & mask

    def and_(self, other):
        return _bitwise(self, '&', other)

    def or_(self, other):
        return _bitwise(self, '|', other)

    def xor(self, other):
        return _bitwise(self, '^', other)

    def int_and_(self, iother):
        return self.and_(rbigint.fromint(iother))

    def int_or_(self, iother):
        return self.or_(rbigint.fromint(iother))

    def int_xor(self, iother):
        return self.xor(rbigint.fromint(iother))


def _power_modulo_digit(base, exponent, divisor):
    rest = base.int_mod_int_result(divisor)
    return rbigint.fromint(quotients.power_modulo_digit(rest, exponent._digits, divisor))


def _sum(a, b, sign):
    """a + b, with another sign for b."""
    if sign == 0:
        return a
    if a._sign == 0:
        return rbigint(b._digits, sign)
    if len(a._digits) == 1 and len(b._digits) == 1:
        x, y = a._digits[0], b._digits[0]
        if a._sign == sign:
            return rbigint(natural.from_uint(r_uint(x) + r_uint(y)), sign)
        return rbigint.fromint((x - y) * a._sign)
    if a._sign == sign:
        return rbigint(natural.add(a._digits, b._digits), sign)
    if natural.compare(a._digits, b._digits) >= 0:
        return rbigint(natural.subtract(a._digits, b._digits), a._sign)
    return rbigint(natural.subtract(b._digits, a._digits), sign)


def _sum_int(a, size, sign):
    """a + sign * size, where size is an unsigned word."""
    if size == r_uint(0):
        return a
    if a._sign == 0 or size > r_uint(MASK):
        return _sum(a, rbigint(natural.from_uint(size), sign), sign)
    digit = intmask(size)
    if a._sign == sign:
        return rbigint(natural.add_digit(a._digits, digit), sign)
    if len(a._digits) == 1 and a._digits[0] < digit:
        return rbigint([digit - a._digits[0]], sign)
    return rbigint(natural.subtract_digit(a._digits, digit), a._sign)


def _reduced(value, modulus):
    if modulus is None:
        return value
    return rbigint(quotients.divide(value._digits, modulus._digits)[1], value._sign)


NULLRBIGINT = rbigint()
ONERBIGINT = rbigint([1], 1)
ONENEGATIVERBIGINT = rbigint([1], -1)
FIVERBIGINT = rbigint([5], 1)

# Every int has at most so many digits.
MAX_DIGITS_THAT_CAN_FIT_IN_INT = 2


def gcd_lehmer(a, b):
    """The greatest common divisor of two numbers that are not negative.

    The leading bits of both tell many steps of Euclid's algorithm, which are then made at once.
    """
    if a.lt(b):
        a, b = b, a
    while len(b._digits) > 1:
        shift = r_ulonglong(a.bit_length() - SHIFT)
        high_a = a.abs_rshift_and_mask(shift, MASK)
        high_b = b.abs_rshift_and_mask(shift, MASK)
        if high_b >> ((SHIFT + 1) >> 1) == 0:
            a, b = b, a.mod(b)
            continue
        s, t, s1, t1 = lehmer_xgcd(high_a, high_b)
        a, b = (a.int_mul(s1).add(b.int_mul(t1)).abs(), a.int_mul(s).add(b.int_mul(t)).abs())
        if a.lt(b):
            a, b = b, a
    if b._sign == 0:
        return a
    return rbigint.fromint(gcd_binary(b._digits[0], quotients.modulo_digit(a._digits, b._digits[0])))


def _divrem(a, b):
    """(quotient rounded towards zero, remainder with the sign of the dividend)"""
    if b._sign == 0:
        raise ZeroDivisionError("long division or modulo by zero")
    quotient, rest = quotients.divide(a._digits, b._digits)
    return rbigint(quotient, a._sign * b._sign), rbigint(rest, a._sign)


def divmod_big(a, b):
    """(quotient rounded down, remainder with the sign of the divisor)"""
    return a.divmod(b)


def parse_string_from_binary_base(parser):
    """As `parse_digit_string`, where the base is a power of two."""
    return parse_digit_string(parser)


def parse_digit_string(parser):
    """From an object like `rstring.NumberStringParser`: a base, a sign, and digits one after the other."""
    bits = text_of._bits_of_base(parser.base)
    if bits:
        count = 0
        while parser.next_digit() >= 0:
            count += 1
        backwards = text_of.BitReader(bits, count)
        for _ in range(count):
            backwards.add(parser.prev_digit())
        return rbigint(backwards.number(), parser.sign)
    reader = text_of.Reader(parser.base)
    while True:
        value = parser.next_digit()
        if value < 0:
            break
        reader.add(value)
    return rbigint(reader.number(), parser.sign)


@not_rpython
def args_from_long(x):
    number = rbigint.fromlong(x)
    return number._digits, number._sign
