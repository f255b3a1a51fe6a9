"""Functions of machine integers that large numbers need or that belong with them."""
from rpython.rlib import _bigint_digits as natural
from rpython.rlib._bigint_digits import MASK, SHIFT
from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint, widen
from rpython.rlib.rstring import StringBuilder


class InvalidEndiannessError(Exception):
    """The order of bytes is neither 'big' nor 'little'."""


class InvalidSignednessError(Exception):
    """A negative number has no unsigned bytes."""


def check_order(byteorder):
    if byteorder != 'big' and byteorder != 'little':
        raise InvalidEndiannessError()


def bit_length_int(value):
    """The number of bits of the absolute value."""
    rest = r_uint(value)
    if value < 0:
        rest = r_uint(0) - rest
    if rest > r_uint(MASK):
        return LONG_BIT
    return natural.width(intmask(rest))


def bit_count_digit(value):
    """The number of bits set in a number that is not negative."""
    count = 0
    while value:
        value &= value - 1
        count += 1
    return count


def intsign(i):
    """-1, 0 or 1"""
    if i < 0:
        return -1
    return 1 if i else 0


@always_inline
def int_in_valid_range(x):
    """Whether the absolute value is a digit: of all ints only the smallest has two."""
    return x >= -MASK


def bits_in_digit(d):
    """The number of bits of a digit."""
    return natural.width(d)


def digits_max_for_base(base):
    """The largest power of a base that is one digit."""
    power = base
    while power <= MASK // base:
        power *= base
    return power


@specialize.argtype(0)
def args_from_rarith_int(x):
    """(digits, sign) of an integer of any machine type."""
    return args_from_rarith_int1(widen(x))


@specialize.argtype(0)
def args_from_rarith_int1(x):
    """As `args_from_rarith_int`, of a type that is not narrower than a word."""
    sign = 1 if x > 0 else -1
    digits = _three_digits(x)
    if sign < 0:
        digits = natural.complement(digits, True, 3)
    digits = natural.trim(digits)
    return digits, sign if len(digits) > 0 else 0


@specialize.argtype(0)
def _three_digits(x):
    """The digits of the two's complement: a number of 128 bits has three."""
    digits = [0] * 3
    for i in range(3):
        digits[i] = intmask(x) & MASK
        x >>= SHIFT
    return digits


@specialize.argtype(0)
def digits_from_nonneg_long(l):
    """The digits of a number that is not negative; zero has one."""
    return natural.trim(_three_digits(l)) or [0]


@specialize.argtype(0)
def digits_for_most_neg_long(l):
    """The digits of the absolute value of the smallest number of its type."""
    return natural.trim(natural.complement(_three_digits(l), True, 3))


def gcd_binary(a, b):
    """The greatest common divisor of two ints that are not negative."""
    if a < 0 or b < 0:
        raise ValueError
    while b:
        a, b = b, a % b
    return a


def lehmer_xgcd(a, b):
    """Steps of Euclid's algorithm while the smaller number has more than half of a digit's bits.

    (s, t, s', t'): the remainders are then s a + t b and s' a + t' b.
    """
    s, t = 1, 0
    s1, t1 = 0, 1
    while b >> ((LONG_BIT - 1) >> 1):
        quotient = a // b
        a, b = b, a - quotient * b
        s, s1 = s1, s - quotient * s1
        t, t1 = t1, t - quotient * t1
    return s, t, s1, t1


def frombytes_int(s, byteorder, signed):
    """The int whose bytes these are, or OverflowError."""
    check_order(byteorder)
    size = len(s)
    if size == 0:
        return 0
    top = ord(s[0] if byteorder == 'big' else s[size - 1])
    filler = 0xff if signed and top >= 0x80 else 0
    result = r_uint(0)
    for i in range(max(size, LONG_BIT // 8)):
        byte = filler
        if i < size:
            byte = ord(s[size - 1 - i if byteorder == 'big' else i])
        if i < LONG_BIT // 8:
            result |= r_uint(byte) << (8 * i)
        elif byte != filler:
            raise OverflowError("value does not fit in int")
    value = intmask(result)
    if (value < 0) != (filler == 0xff):
        raise OverflowError("value does not fit in int")
    return value


def tobytes_int(intval, nbytes, byteorder, signed):
    """So many bytes of an int, or OverflowError if they are too few."""
    check_order(byteorder)
    if intval < 0 and not signed:
        raise InvalidSignednessError()
    bits = 8 * nbytes
    if bits < LONG_BIT:
        rest = intval >> (bits - 1 if signed and bits > 0 else bits)
        if rest != 0 and not (rest == -1 and signed and bits > 0):
            raise OverflowError
    elif bits == LONG_BIT and not signed and intval < 0:
        raise OverflowError
    result = StringBuilder(nbytes)
    for i in range(nbytes):
        place = nbytes - 1 - i if byteorder == 'big' else i
        shift = 8 * place
        if shift < LONG_BIT:
            result.append(chr(intval >> shift & 0xff))
        else:
            result.append('\xff' if intval < 0 else '\x00')
    return result.build()
