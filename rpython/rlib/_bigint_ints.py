"""Functions of machine integers that large numbers need or that belong with them."""
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint
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
    bits = 0
    while rest:
        bits += 1
        rest >>= 1
    return bits


def bit_count_digit(value):
    """The number of bits set in a number that is not negative."""
    count = 0
    while value:
        value &= value - 1
        count += 1
    return count


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
