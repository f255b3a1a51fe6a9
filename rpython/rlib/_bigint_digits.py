"""Natural numbers as lists of digits in base 2**SHIFT, the lowest first, without zeros at the end; zero has none.

A digit has one bit less than a word, so that a sum of two fits one; products are computed in integers twice as wide.
Lists have a fixed length, and no function changes those it is given, unless its name says so.
"""
import sys

from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint, r_ulonglong, r_ulonglonglong

SHIFT = LONG_BIT - 1
MASK = sys.maxint
UMASK = r_uint(MASK)
Wide = r_ulonglonglong if LONG_BIT == 64 else r_ulonglong
NULLDIGITS = []


def wide(digit):
    """A digit as a wide integer."""
    return Wide(r_uint(digit))


def trim(digits):
    """Without zeros at the end."""
    size = len(digits)
    while size > 0 and digits[size - 1] == 0:
        size -= 1
    if size == len(digits):
        return digits
    assert size >= 0
    return digits[:size]


def from_uint(value):
    if value <= UMASK:
        if not value:
            return []
        return [intmask(value)]
    return [intmask(value & UMASK), intmask(value >> SHIFT)]


def part(a, start, stop):
    """The number in some of the digits."""
    if stop > len(a):
        stop = len(a)
    while stop > start and a[stop - 1] == 0:
        stop -= 1
    if start >= stop:
        return []
    assert start >= 0
    assert stop >= 0
    return a[start:stop]


def join(high, low, size):
    """high * BASE ** size + low, where low has at most so many digits."""
    if len(high) == 0:
        return low
    result = [0] * (size + len(high))
    for i in range(len(low)):
        result[i] = low[i]
    for i in range(len(high)):
        result[size + i] = high[i]
    return result


def compare(a, b):
    """-1, 0 or 1"""
    if len(a) != len(b):
        return -1 if len(a) < len(b) else 1
    i = len(a) - 1
    while i >= 0:
        if a[i] != b[i]:
            return -1 if a[i] < b[i] else 1
        i -= 1
    return 0


# ---------------------------------------------------------------- sums

def add_digit(a, digit):
    """a + digit, where a is not zero."""
    first = r_uint(a[0]) + r_uint(digit)
    if len(a) == 1:
        return from_uint(first)
    result = a[:]
    result[0] = intmask(first & UMASK)
    if first <= UMASK:
        return result
    for i in range(1, len(a)):
        if result[i] != MASK:
            result[i] += 1
            return result
        result[i] = 0
    # All but the lowest have become zero.
    longer = [0] * (len(a) + 1)
    longer[0] = result[0]
    longer[len(a)] = 1
    return longer


def subtract_digit(a, digit):
    """a - digit, where a is not less."""
    first = r_uint(a[0]) - r_uint(digit)
    if len(a) == 1:
        return from_uint(first)
    result = a[:]
    result[0] = intmask(first & UMASK)
    if first <= UMASK:
        return result
    for i in range(1, len(a)):
        if result[i] != 0:
            result[i] -= 1
            break
        result[i] = MASK
    return trim(result)


def add(a, b):
    if a is b:
        return shift_left(a, 1)
    if len(a) < len(b):
        a, b = b, a
    size = len(b)
    result = [0] * len(a)
    carry = r_uint(0)
    for i in range(size):
        carry += r_uint(a[i]) + r_uint(b[i])
        result[i] = intmask(carry & UMASK)
        carry >>= SHIFT
    for i in range(size, len(a)):
        carry += r_uint(a[i])
        result[i] = intmask(carry & UMASK)
        carry >>= SHIFT
    if not carry:
        return result
    longer = [1] * (len(a) + 1)
    for i in range(len(a)):
        longer[i] = result[i]
    return longer


def subtract(a, b):
    """a - b, where a is not less."""
    size = len(b)
    result = [0] * len(a)
    borrow = r_uint(0)
    for i in range(size):
        borrow = r_uint(a[i]) - r_uint(b[i]) - borrow
        result[i] = intmask(borrow & UMASK)
        borrow >>= SHIFT
    for i in range(size, len(a)):
        borrow = r_uint(a[i]) - borrow
        result[i] = intmask(borrow & UMASK)
        borrow >>= SHIFT
    return trim(result)


def add_into(result, digits, at):
    """Changes `result`: adds `digits`, so many places further up."""
    carry = r_uint(0)
    for i in range(len(digits)):
        carry += r_uint(result[at + i]) + r_uint(digits[i])
        result[at + i] = intmask(carry & UMASK)
        carry >>= SHIFT
    at += len(digits)
    while carry:
        carry += r_uint(result[at])
        result[at] = intmask(carry & UMASK)
        carry >>= SHIFT
        at += 1


# ---------------------------------------------------------------- bits

def width(digit):
    """The number of bits."""
    bits = 0
    if LONG_BIT == 64 and digit >> 31 >> 1:
        bits += 32
        digit >>= 32
    if digit >> 16:
        bits += 16
        digit >>= 16
    if digit >> 8:
        bits += 8
        digit >>= 8
    while digit:
        bits += 1
        digit >>= 1
    return bits


def bit_length(a):
    if len(a) == 0:
        return 0
    return (len(a) - 1) * SHIFT + width(a[len(a) - 1])


def shift_left(a, count):
    size = len(a)
    if size == 0 or count == 0:
        return a
    if size == 1 and count < SHIFT:
        # Small numbers are shifted often.
        only = r_uint(a[0])
        high = intmask(only >> (SHIFT - count))
        low = intmask(only << count & UMASK)
        if high:
            return [low, high]
        return [low]
    whole = count // SHIFT
    bits = count - whole * SHIFT
    over = intmask(r_uint(a[size - 1]) >> (SHIFT - bits))
    result = [0] * (size + whole + (over != 0))
    at = whole
    if bits == 0:
        for i in range(size):
            result[at + i] = a[i]
        return result
    back = SHIFT - bits
    result[at] = intmask(r_uint(a[0]) << bits & UMASK)
    for i in range(1, size):
        result[at + i] = intmask((r_uint(a[i]) << bits | r_uint(a[i - 1]) >> back) & UMASK)
    if over:
        result[at + size] = over
    return result


def shift_right(a, count):
    if count == 0:
        return a
    if len(a) == 1 and count < SHIFT:
        only = a[0] >> count
        if only:
            return [only]
        return []
    whole = count // SHIFT
    bits = count - whole * SHIFT
    size = len(a) - whole
    if size <= 0:
        return []
    top = r_uint(a[len(a) - 1]) >> bits
    if not top:
        size -= 1
        if size == 0:
            return []
    result = [0] * size
    back = SHIFT - bits
    last = size - 1 if top else size
    assert whole >= 0
    # With no bits to shift, the digit above is shifted out altogether.
    for i in range(last):
        result[i] = intmask((r_uint(a[whole + i]) >> bits | r_uint(a[whole + i + 1]) << back) & UMASK)
    if top:
        result[last] = intmask(top)
    return result


def has_low_bits(a, count):
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


def complement(a, negative, size):
    """So many digits of the two's complement of the number or its negative."""
    result = [0] * size
    carry = r_uint(1)
    for i in range(size):
        digit = a[i] if i < len(a) else 0
        if negative:
            carry += r_uint(digit ^ MASK)
            digit = intmask(carry & UMASK)
            carry >>= SHIFT
        result[i] = digit
    return result
