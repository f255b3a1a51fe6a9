"""Integers of any size.

A number is a sign (-1, 0 or 1) and a list of digits in base 2**SHIFT, the lowest first, without zeros at
the end; zero has no digits. Two digits multiply within a word. Functions that begin with `_` work on lists
of digits without sign and never change those they are given.
"""
import math
import sys

from rpython.rlib.objectmodel import not_rpython, specialize
from rpython.rlib.rarithmetic import (
    LONG_BIT, intmask, r_uint, r_longlong, r_ulonglong, ovfcheck)
from rpython.rlib.rstring import ParseStringError, StringBuilder

if LONG_BIT >= 64:
    SHIFT = 31
else:
    SHIFT = 15
BASE = 1 << SHIFT
MASK = BASE - 1
KARATSUBA_CUTOFF = 70

BASE8 = '01234567'
BASE10 = '0123456789'
BASE16 = '0123456789abcdef'


class InvalidEndiannessError(Exception):
    pass


class InvalidSignednessError(Exception):
    pass


# ---------------------------------------------------------------- digits without sign

def _trim(digits):
    """Removes zeros at the end, in place; for lists just made."""
    while len(digits) > 0 and digits[len(digits) - 1] == 0:
        digits.pop()
    return digits


def _digits_of(value):
    """Those of an unsigned word."""
    digits = []
    while value:
        digits.append(intmask(value & r_uint(MASK)))
        value >>= SHIFT
    return digits


def _compare(a, b):
    """-1, 0 or 1"""
    if len(a) != len(b):
        return -1 if len(a) < len(b) else 1
    i = len(a) - 1
    while i >= 0:
        if a[i] != b[i]:
            return -1 if a[i] < b[i] else 1
        i -= 1
    return 0


def _add(a, b):
    if len(a) < len(b):
        a, b = b, a
    size = len(b)
    result = [0] * (len(a) + 1)
    carry = 0
    for i in range(len(a)):
        carry += a[i]
        if i < size:
            carry += b[i]
        result[i] = carry & MASK
        carry >>= SHIFT
    result[len(a)] = carry
    return _trim(result)


def _subtract(a, b):
    """a - b, where a is not less."""
    size = len(b)
    result = [0] * len(a)
    borrow = 0
    for i in range(len(a)):
        borrow += a[i]
        if i < size:
            borrow -= b[i]
        result[i] = borrow & MASK
        borrow >>= SHIFT
    return _trim(result)


def _multiply(a, b):
    if len(a) > len(b):
        a, b = b, a
    if len(a) > KARATSUBA_CUTOFF:
        if 2 * len(a) <= len(b):
            return _multiply_lopsided(a, b)
        return _karatsuba(a, b)
    result = [0] * (len(a) + len(b))
    for i in range(len(a)):
        factor = a[i]
        if factor == 0:
            continue
        carry = 0
        at = i
        for j in range(len(b)):
            carry += result[at] + factor * b[j]
            result[at] = carry & MASK
            carry >>= SHIFT
            at += 1
        result[at] = carry
    return _trim(result)


def _add_at(result, digits, at):
    """Adds `digits` to `result` in place, so many digits further up."""
    carry = 0
    for i in range(len(digits)):
        carry += result[at] + digits[i]
        result[at] = carry & MASK
        carry >>= SHIFT
        at += 1
    while carry:
        carry += result[at]
        result[at] = carry & MASK
        carry >>= SHIFT
        at += 1


def _slice(a, start, stop):
    if stop > len(a):
        stop = len(a)
    if start >= stop:
        return []
    return _trim([a[i] for i in range(start, stop)])


def _multiply_lopsided(a, b):
    """b is cut into pieces of the size of a."""
    result = [0] * (len(a) + len(b) + 1)
    at = 0
    while at < len(b):
        _add_at(result, _multiply(a, _slice(b, at, at + len(a))), at)
        at += len(a)
    return _trim(result)


def _karatsuba(a, b):
    half = (len(b) + 1) >> 1
    low_a, high_a = _slice(a, 0, half), _slice(a, half, len(a))
    low_b, high_b = _slice(b, 0, half), _slice(b, half, len(b))
    low = _multiply(low_a, low_b)
    high = _multiply(high_a, high_b)
    middle = _multiply(_add(low_a, high_a), _add(low_b, high_b))
    middle = _subtract(_subtract(middle, low), high)
    result = [0] * (len(a) + len(b) + 1)
    _add_at(result, low, 0)
    _add_at(result, middle, half)
    _add_at(result, high, 2 * half)
    return _trim(result)


def _divide_by_digit(a, divisor):
    """(quotient, remainder as a number)"""
    result = [0] * len(a)
    rest = 0
    i = len(a) - 1
    while i >= 0:
        rest = (rest << SHIFT) | a[i]
        quotient = rest // divisor
        result[i] = quotient
        rest -= quotient * divisor
        i -= 1
    return _trim(result), rest


def _divide(a, b):
    """(quotient, remainder); b is not zero. Long division after Knuth."""
    if _compare(a, b) < 0:
        return [], a
    if len(b) == 1:
        quotient, rest = _divide_by_digit(a, b[0])
        return quotient, _digits_of(r_uint(rest))
    shift = SHIFT - _width(b[len(b) - 1])
    divisor = _shift_left(b, shift)
    rest = _shift_left(a, shift)
    while len(rest) <= len(a):
        rest.append(0)
    size = len(divisor)
    top, second = divisor[size - 1], divisor[size - 2]
    result = [0] * (len(rest) - size)
    at = len(rest) - size - 1
    while at >= 0:
        head = (rest[at + size] << SHIFT) | rest[at + size - 1]
        guess = head // top
        left = head - guess * top
        while guess >= BASE or guess * second > ((left << SHIFT) | rest[at + size - 2]):
            guess -= 1
            left += top
            if left >= BASE:
                break
        borrow = 0
        for i in range(size):
            borrow += rest[at + i] - guess * divisor[i]
            rest[at + i] = borrow & MASK
            borrow >>= SHIFT
        borrow += rest[at + size]
        rest[at + size] = borrow & MASK
        if borrow < 0:
            guess -= 1
            carry = 0
            for i in range(size):
                carry += rest[at + i] + divisor[i]
                rest[at + i] = carry & MASK
                carry >>= SHIFT
            rest[at + size] = (rest[at + size] + carry) & MASK
        result[at] = guess
        at -= 1
    return _trim(result), _shift_right(_trim(rest), shift)


def _width(digit):
    """The number of bits."""
    bits = 0
    while digit:
        bits += 1
        digit >>= 1
    return bits


def _bit_length(a):
    if len(a) == 0:
        return 0
    return (len(a) - 1) * SHIFT + _width(a[len(a) - 1])


def _shift_left(a, count):
    if len(a) == 0:
        return []
    whole = count // SHIFT
    bits = count - whole * SHIFT
    result = [0] * (len(a) + whole + 1)
    carry = 0
    for i in range(len(a)):
        carry |= a[i] << bits
        result[i + whole] = carry & MASK
        carry >>= SHIFT
    result[len(a) + whole] = carry
    return _trim(result)


def _shift_right(a, count):
    whole = count // SHIFT
    bits = count - whole * SHIFT
    size = len(a) - whole
    if size <= 0:
        return []
    result = [0] * size
    for i in range(size):
        digit = a[i + whole]
        if i + 1 < size:
            digit |= a[i + whole + 1] << SHIFT
        result[i] = (digit >> bits) & MASK
    return _trim(result)


def _has_low_bits(a, count):
    """Whether one of so many lowest bits is set."""
    for i in range(len(a)):
        if count <= 0:
            return False
        digit = a[i]
        if count < SHIFT:
            digit &= (1 << count) - 1
        if digit:
            return True
        count -= SHIFT
    return False


def _to_base(a, digits):
    """The text of a number in a base of at least two, without sign."""
    if len(a) == 0:
        return digits[0]
    base = len(digits)
    if len(a) > 60:
        power = 1
        chunk = _digits_of(r_uint(base))
        while 4 * len(chunk) < len(a) * 2:
            chunk = _multiply(chunk, chunk)
            power *= 2
        high, low = _divide(a, chunk)
        text = _to_base(low, digits)
        return _to_base(high, digits) + digits[0] * (power - len(text)) + text
    # As many digits at once as fit one of ours.
    chunk = base
    count = 1
    while chunk * base < BASE:
        chunk *= base
        count += 1
    pieces = []
    while len(a) > 0:
        a, rest = _divide_by_digit(a, chunk)
        for i in range(count):
            if rest == 0 and len(a) == 0:
                break
            at = rest % base
            assert at >= 0
            pieces.append(digits[at])
            rest //= base
    pieces.reverse()
    return ''.join(pieces)


def _parse(digit_values, base):
    """The number that a list of values of digits, highest first, stands for."""
    if len(digit_values) > 400:
        half = len(digit_values) >> 1
        size = len(digit_values) - half
        assert half >= 0
        high = _parse(digit_values[:half], base)
        low = _parse(digit_values[half:], base)
        factor = rbigint.fromint(base).int_pow(size)
        return _add(_multiply(high, factor._digits), low)
    result = []
    for value in digit_values:
        carry = value
        for i in range(len(result)):
            carry += result[i] * base
            result[i] = carry & MASK
            carry >>= SHIFT
        if carry:
            result.append(carry)
    return result


def _words_of_complement(a, negative, size):
    """So many digits of the two's complement."""
    result = [0] * size
    carry = 1
    for i in range(size):
        digit = a[i] if i < len(a) else 0
        if negative:
            carry += digit ^ MASK
            digit = carry & MASK
            carry >>= SHIFT
        result[i] = digit
    return result


def _bitwise(a, op, b):
    size = max(len(a._digits), len(b._digits)) + 1
    first = _words_of_complement(a._digits, a._sign < 0, size)
    second = _words_of_complement(b._digits, b._sign < 0, size)
    result = [0] * size
    for i in range(size):
        if op == '&':
            result[i] = first[i] & second[i]
        elif op == '|':
            result[i] = first[i] | second[i]
        else:
            result[i] = first[i] ^ second[i]
    if result[size - 1] >> (SHIFT - 1):
        return rbigint(_trim(_words_of_complement(result, True, size)), -1)
    return rbigint(_trim(result), 1)


def _magnitude(value):
    """The absolute value of an int as an unsigned word."""
    if value < 0:
        return r_uint(0) - r_uint(value)
    return r_uint(value)


# ---------------------------------------------------------------- numbers

class rbigint(object):
    """An integer of any size; never changed once others can see it."""
    _immutable_fields_ = ['_digits']

    def __init__(self, digits=[], sign=0, size=0):
        if len(digits) == 0:
            sign = 0
        self._digits = digits
        self._sign = sign

    # ------------------------------------------------------------ from other things

    @staticmethod
    def fromint(value):
        if value == 0:
            return NULLRBIGINT
        return rbigint(_digits_of(_magnitude(value)), 1 if value > 0 else -1)

    @staticmethod
    def frombool(value):
        if value:
            return ONERBIGINT
        return NULLRBIGINT

    @staticmethod
    @not_rpython
    def fromlong(value):
        digits = []
        rest = abs(value)
        while rest:
            digits.append(int(rest & MASK))
            rest >>= SHIFT
        return rbigint(digits, -1 if value < 0 else 1)

    @staticmethod
    @specialize.argtype(0)
    def fromrarith_int(value):
        """From an integer of any machine type."""
        digits = []
        negative = value < 0
        while value != 0 and value != -1:
            digits.append(intmask(value) & MASK)
            value >>= SHIFT
        if negative:
            digits.append(MASK)
            return rbigint(_trim(_words_of_complement(digits, True, len(digits))), -1)
        if value == -1:
            digits.append(intmask(value) & MASK)
        return rbigint(_trim(digits), 1)

    @staticmethod
    def fromfloat(value):
        """The whole part; OverflowError for infinities, ValueError for NaN."""
        if value != value:
            raise ValueError("cannot convert float NaN to integer")
        if value - value != 0.0:
            raise OverflowError("cannot convert float infinity to integer")
        sign = 1
        if value < 0.0:
            sign = -1
            value = -value
        mantissa, exponent = math.frexp(value)
        if exponent <= 0:
            return NULLRBIGINT
        number = rbigint.fromrarith_int(r_longlong(math.ldexp(mantissa, 53)))
        if exponent >= 53:
            digits = _shift_left(number._digits, exponent - 53)
        else:
            digits = _shift_right(number._digits, 53 - exponent)
        return rbigint(digits, sign)

    @staticmethod
    def fromstr(text, base=0, allow_underscores=False):
        """As `long(text, base)`, with an optional `l` at the end; ParseStringError if it is none."""
        from rpython.rlib.rstring import NumberStringParser, strip_spaces
        text = literal = strip_spaces(text)
        if (text.endswith('l') or text.endswith('L')) and base < 22:
            end = len(text) - 1
            assert end >= 0
            text = text[:end]
        parser = NumberStringParser(text, literal, base, 'long')
        return rbigint.from_numberstring_parser(parser)

    @staticmethod
    def from_numberstring_parser(parser):
        values = []
        while True:
            value = parser.next_digit()
            if value < 0:
                break
            values.append(value)
        return rbigint(_trim(_parse(values, parser.base)), parser.sign)

    @staticmethod
    def fromdecimalstr(text):
        values = []
        sign = 1
        for c in text:
            if c == '-':
                sign = -1
            elif c != '+':
                values.append(ord(c) - ord('0'))
        return rbigint(_trim(_parse(values, 10)), sign)

    @staticmethod
    def frombytes(text, byteorder, signed):
        """The number whose bytes these are; `byteorder` is 'big' or 'little'."""
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        size = len(text)
        digits = []
        have = 0
        bits = 0
        for i in range(size):
            at = i if byteorder == 'little' else size - 1 - i
            have |= ord(text[at]) << bits
            bits += 8
            if bits >= SHIFT:
                digits.append(have & MASK)
                have >>= SHIFT
                bits -= SHIFT
        digits.append(have)
        result = rbigint(_trim(digits), 1)
        if signed and size > 0:
            top = text[size - 1] if byteorder == 'little' else text[0]
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
            limit = bits - 1
            length = self.invert().bit_length() if self._sign < 0 else self.bit_length()
        else:
            limit = bits
            length = self.bit_length()
        if length > limit and self._sign != 0:
            raise OverflowError()
        words = _words_of_complement(self._digits, self._sign < 0, bits // SHIFT + 2)
        chars = []
        have = 0
        held = 0
        at = 0
        for i in range(nbytes):
            if held < 8:
                have |= words[at] << held
                held += SHIFT
                at += 1
            chars.append(chr(have & 255))
            have >>= 8
            held -= 8
        if byteorder == 'big':
            chars.reverse()
        return ''.join(chars)

    def fits_int(self):
        length = self.bit_length()
        if length < LONG_BIT:
            return True
        return length == LONG_BIT and self._sign < 0 and not _has_low_bits(self._digits, LONG_BIT - 1)

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
        if length > 64 or (length == 64 and (self._sign > 0 or _has_low_bits(self._digits, 63))):
            raise OverflowError
        return r_longlong(self.ulonglongmask())

    def tofloat(self):
        """The nearest float, ties to even; OverflowError if there is none."""
        return _ratio(self, ONERBIGINT)

    @not_rpython
    def tolong(self):
        result = 0L
        for digit in reversed(self._digits):
            result = (result << SHIFT) + digit
        return result * self._sign

    def str(self):
        return self.format(BASE10)

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
        text = prefix + _to_base(self._digits, digits) + suffix
        if self._sign < 0:
            return '-' + text
        return text

    def __repr__(self):
        return '<rbigint %s>' % self.str()

    def hash(self):
        result = r_uint(0)
        i = len(self._digits) - 1
        while i >= 0:
            result = (result << SHIFT) | (result >> (LONG_BIT - SHIFT))
            result += r_uint(self._digits[i])
            i -= 1
        return intmask(result) * self._sign

    # ------------------------------------------------------------ size and sign

    @property
    def sign(self):
        return self._sign

    @property
    def size(self):
        return self.numdigits()

    def get_sign(self):
        return self._sign

    def _set_sign(self, sign):
        """For whoever has just made the number; zero keeps its sign."""
        if self._sign != 0:
            self._sign = sign

    def numdigits(self):
        return max(len(self._digits), 1)

    def digit(self, index):
        if index < len(self._digits):
            return self._digits[index]
        return 0

    def bit_length(self):
        return _bit_length(self._digits)

    def bit_count(self):
        """The number of bits set in the absolute value."""
        count = 0
        for digit in self._digits:
            while digit:
                digit &= digit - 1
                count += 1
        return count

    def is_odd(self):
        return self._sign != 0 and self._digits[0] & 1 != 0

    # ------------------------------------------------------------ comparison

    def _order(self, other):
        if self._sign != other._sign:
            return self._sign - other._sign
        return _compare(self._digits, other._digits) * self._sign

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

    def int_eq(self, other):
        return self.eq(rbigint.fromint(other))

    def int_ne(self, other):
        return self.ne(rbigint.fromint(other))

    def int_lt(self, other):
        return self.lt(rbigint.fromint(other))

    def int_le(self, other):
        return self.le(rbigint.fromint(other))

    def int_gt(self, other):
        return self.gt(rbigint.fromint(other))

    def int_ge(self, other):
        return self.ge(rbigint.fromint(other))

    # ------------------------------------------------------------ arithmetic

    def neg(self):
        return rbigint(self._digits, -self._sign)

    def abs(self):
        return rbigint(self._digits, 1)

    def add(self, other):
        if self._sign == 0:
            return other
        if other._sign == 0:
            return self
        if self._sign == other._sign:
            return rbigint(_add(self._digits, other._digits), self._sign)
        order = _compare(self._digits, other._digits)
        if order >= 0:
            return rbigint(_subtract(self._digits, other._digits), self._sign)
        return rbigint(_subtract(other._digits, self._digits), other._sign)

    def sub(self, other):
        return self.add(other.neg())

    def mul(self, other):
        return rbigint(_multiply(self._digits, other._digits), self._sign * other._sign)

    def int_add(self, other):
        return self.add(rbigint.fromint(other))

    def int_sub(self, other):
        return self.sub(rbigint.fromint(other))

    def int_mul(self, other):
        return self.mul(rbigint.fromint(other))

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

    def int_divmod(self, other):
        return self.divmod(rbigint.fromint(other))

    def int_floordiv(self, other):
        return self.floordiv(rbigint.fromint(other))

    def int_mod(self, other):
        return self.mod(rbigint.fromint(other))

    def int_mod_int_result(self, other):
        return self.int_mod(other).toint()

    def truediv(self, other):
        """The nearest float of the quotient."""
        if other._sign == 0:
            raise ZeroDivisionError("long division or modulo by zero")
        return _ratio(self, other)

    def pow(self, exponent, modulus=None):
        """self ** exponent, modulo a number if it is given."""
        if exponent._sign < 0:
            if modulus is not None:
                raise TypeError("pow() 2nd argument cannot be negative when 3rd argument specified")
            raise ValueError("bigint pow() too negative")
        base = self
        result = ONERBIGINT
        if modulus is not None:
            if modulus._sign == 0:
                raise ValueError("pow() 3rd argument cannot be 0")
            base = base.mod(modulus)
            result = result.mod(modulus)
        i = exponent.bit_length() - 1
        while i >= 0:
            result = result.mul(result)
            if modulus is not None:
                result = result.mod(modulus)
            if (exponent._digits[i // SHIFT] >> (i % SHIFT)) & 1:
                result = result.mul(base)
                if modulus is not None:
                    result = result.mod(modulus)
            i -= 1
        return result

    def int_pow(self, exponent, modulus=None):
        return self.pow(rbigint.fromint(exponent), modulus)

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
        a, b = self.abs(), other.abs()
        while b._sign:
            a, b = b, a.mod(b)
        return a

    # ------------------------------------------------------------ bits

    def invert(self):
        return self.neg().sub(ONERBIGINT)

    def lshift(self, count):
        if count < 0:
            raise ValueError("negative shift count")
        return rbigint(_shift_left(self._digits, count), self._sign)

    def lqshift(self, count):
        return self.lshift(count)

    def rshift(self, count, dont_invert=False):
        """Rounds down, unless `dont_invert` asks for rounding to zero."""
        if count < 0:
            raise ValueError("negative shift count")
        result = rbigint(_shift_right(self._digits, count), self._sign)
        if self._sign < 0 and not dont_invert and _has_low_bits(self._digits, count):
            return result.sub(ONERBIGINT)
        return result

    def rqshift(self, count):
        return self.rshift(count)

    def abs_rshift_and_mask(self, count, mask):
        """Some bits of the absolute value as an int."""
        low = rbigint(_shift_right(self._digits, intmask(count)), 1)
        return intmask(low.uintmask()) & mask

    def and_(self, other):
        return _bitwise(self, '&', other)

    def or_(self, other):
        return _bitwise(self, '|', other)

    def xor(self, other):
        return _bitwise(self, '^', other)

    def int_and_(self, other):
        return self.and_(rbigint.fromint(other))

    def int_or_(self, other):
        return self.or_(rbigint.fromint(other))

    def int_xor(self, other):
        return self.xor(rbigint.fromint(other))


def _ratio(a, b):
    """The float nearest to a / b, ties to even."""
    if a._sign == 0:
        return 0.0
    # A quotient of 55 or 56 bits, whose lowest says whether there is more below.
    shift = 55 - (a.bit_length() - b.bit_length())
    if shift >= 0:
        quotient, rest = _divide(_shift_left(a._digits, shift), b._digits)
    else:
        quotient, rest = _divide(a._digits, _shift_left(b._digits, -shift))
    exponent = -shift
    length = _bit_length(quotient)
    drop = length - 53
    # Below the smallest normal number there are fewer bits.
    if length + exponent < -1021:
        drop = -1074 - exponent
    if drop >= length + 2:
        value = 0.0
    else:
        kept = _shift_right(quotient, drop)
        half = _shift_right(quotient, drop - 1)
        round_up = len(half) > 0 and half[0] & 1 != 0
        if round_up and len(rest) == 0 and not _has_low_bits(quotient, drop - 1):
            round_up = len(kept) > 0 and kept[0] & 1 != 0
        if round_up:
            kept = _add(kept, [1])
        value = 0.0
        i = len(kept) - 1
        while i >= 0:
            value = value * float(BASE) + float(kept[i])
            i -= 1
        if _bit_length(kept) + drop + exponent > 1024:
            raise OverflowError("integer is too large for a float")
        value = math.ldexp(value, drop + exponent)
    if a._sign != b._sign:
        return -value
    return value


NULLRBIGINT = rbigint()
ONERBIGINT = rbigint([1], 1)
ONENEGATIVERBIGINT = rbigint([1], -1)


def gcd_binary(a, b):
    """The greatest common divisor of two ints."""
    a, b = abs(a), abs(b)
    while b:
        a, b = b, a % b
    return a


def gcd_lehmer(a, b):
    return a.gcd(b)


def _divrem(a, b):
    """(quotient rounded towards zero, remainder with the sign of the dividend)"""
    if b._sign == 0:
        raise ZeroDivisionError("long division or modulo by zero")
    quotient, rest = _divide(a._digits, b._digits)
    return rbigint(quotient, a._sign * b._sign), rbigint(rest, a._sign)


@not_rpython
def args_from_long(value):
    number = rbigint.fromlong(value)
    return number._digits, number._sign
