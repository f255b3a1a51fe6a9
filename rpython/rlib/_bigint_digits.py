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

# From how many digits of the smaller factor on products are split, and quotients.
KARATSUBA_CUTOFF = 26
SQUARE_CUTOFF = 40
DIVISION_CUTOFF = 60


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

def add(a, b):
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


def _add_into(result, digits, at):
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


def _subtract_from(result, digits, at):
    """Changes `result`: subtracts `digits`, so many places further up."""
    borrow = r_uint(0)
    for i in range(len(digits)):
        borrow = r_uint(result[at + i]) - r_uint(digits[i]) - borrow
        result[at + i] = intmask(borrow & UMASK)
        borrow >>= SHIFT
    at += len(digits)
    while borrow:
        borrow = r_uint(result[at]) - borrow
        result[at] = intmask(borrow & UMASK)
        borrow >>= SHIFT
        at += 1


# ---------------------------------------------------------------- products

def multiply(a, b):
    if a is b:
        return square(a)
    if len(a) > len(b):
        a, b = b, a
    if len(a) > KARATSUBA_CUTOFF:
        if 2 * len(a) <= len(b):
            return _multiply_lopsided(a, b)
        return _karatsuba(a, b)
    if len(a) == 0:
        return []
    size = len(a) + len(b)
    if width(a[len(a) - 1]) + width(b[len(b) - 1]) <= SHIFT:
        size -= 1
    result = [0] * size
    for i in range(len(a)):
        _multiply_add_into(result, b, a[i], i)
    return trim(result)


def _multiply_add_into(result, digits, factor, at):
    """Changes `result`: adds `digits * factor`, so many places further up; the place behind is zero before."""
    wide = Wide(factor)
    carry = Wide(0)
    for i in range(len(digits)):
        carry += Wide(result[at + i]) + wide * Wide(digits[i])
        result[at + i] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
    if carry:
        result[at + len(digits)] = intmask(r_uint(carry))


def multiply_digit(a, factor, addend):
    """a * factor + addend, both of them digits."""
    result = [0] * (len(a) + 1)
    wide = Wide(factor)
    carry = Wide(addend)
    for i in range(len(a)):
        carry += wide * Wide(a[i])
        result[i] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
    result[len(a)] = intmask(r_uint(carry))
    return trim(result)


def square(a):
    size = len(a)
    if size > SQUARE_CUTOFF:
        return _karatsuba_square(a)
    if size == 0:
        return []
    result = [0] * (2 * size - (2 * width(a[size - 1]) <= SHIFT))
    # Products of different digits occur twice.
    for i in range(size):
        factor = Wide(a[i])
        carry = factor * factor + Wide(result[2 * i])
        result[2 * i] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
        factor <<= 1
        for j in range(i + 1, size):
            carry += Wide(result[i + j]) + factor * Wide(a[j])
            result[i + j] = intmask(r_uint(carry) & UMASK)
            carry >>= SHIFT
        at = i + size
        while carry:
            carry += Wide(result[at])
            result[at] = intmask(r_uint(carry) & UMASK)
            carry >>= SHIFT
            at += 1
    return trim(result)


def _multiply_lopsided(a, b):
    """b is cut into pieces of the size of a."""
    size = len(a)
    result = [0] * (size + len(b) + 1)
    at = 0
    while at < len(b):
        _add_into(result, multiply(a, part(b, at, at + size)), at)
        at += size
    return trim(result)


def _combine(low, middle, high, half, size):
    """low + middle * BASE ** half + high * BASE ** (2 * half), where `middle` includes the other two."""
    result = [0] * (size + 1)
    for i in range(len(low)):
        result[i] = low[i]
    for i in range(len(high)):
        result[2 * half + i] = high[i]
    _add_into(result, middle, half)
    _subtract_from(result, low, half)
    _subtract_from(result, high, half)
    return trim(result)


def _karatsuba(a, b):
    half = (len(b) + 1) >> 1
    low_a, high_a = part(a, 0, half), part(a, half, len(a))
    low_b, high_b = part(b, 0, half), part(b, half, len(b))
    low = multiply(low_a, low_b)
    high = multiply(high_a, high_b)
    middle = multiply(add(low_a, high_a), add(low_b, high_b))
    return _combine(low, middle, high, half, len(a) + len(b))


def _karatsuba_square(a):
    half = (len(a) + 1) >> 1
    low_a, high_a = part(a, 0, half), part(a, half, len(a))
    return _combine(square(low_a), square(add(low_a, high_a)), square(high_a), half, 2 * len(a))


# ---------------------------------------------------------------- quotients

def divide_digit(a, divisor):
    """(quotient, remainder as a number)"""
    result = [0] * len(a)
    wide = Wide(divisor)
    rest = r_uint(0)
    i = len(a) - 1
    while i >= 0:
        head = (Wide(rest) << SHIFT) | Wide(a[i])
        quotient = r_uint(head // wide)
        result[i] = intmask(quotient)
        # All of this but the lowest word is zero.
        rest = r_uint(head) - quotient * r_uint(divisor)
        i -= 1
    return trim(result), intmask(rest)


def modulo_digit(a, divisor):
    wide = Wide(divisor)
    rest = Wide(0)
    i = len(a) - 1
    while i >= 0:
        rest = ((rest << SHIFT) | Wide(a[i])) % wide
        i -= 1
    return intmask(r_uint(rest))


def divide(a, b):
    """(quotient, remainder); b is not zero."""
    if compare(a, b) < 0:
        return [], a
    if len(b) == 1:
        quotient, rest = divide_digit(a, b[0])
        return quotient, from_uint(r_uint(rest))
    if len(b) > DIVISION_CUTOFF and len(a) - len(b) > DIVISION_CUTOFF // 2:
        return _divide_large(a, b)
    return _divide_long(a, b)


def _divide_long(a, b):
    """Long division after Knuth: the leading digits give each digit of the quotient, at most two too large."""
    size = len(b)
    shift = SHIFT - width(b[size - 1])
    divisor = shift_left(b, shift)
    rest = _shifted_with_room(a, shift)
    result = [0] * (len(a) - size + 1)
    at = len(a) - size
    top, second = Wide(divisor[size - 1]), Wide(divisor[size - 2])
    while at >= 0:
        head = (Wide(rest[at + size]) << SHIFT) | Wide(rest[at + size - 1])
        guess = head // top
        left = head - guess * top
        while guess > Wide(MASK) or guess * second > (left << SHIFT) | Wide(rest[at + size - 2]):
            guess -= Wide(1)
            left += top
            if left > Wide(MASK):
                break
        if _subtract_product(rest, divisor, guess, at):
            guess -= Wide(1)
            _add_back(rest, divisor, at)
        result[at] = intmask(r_uint(guess))
        at -= 1
    return trim(result), shift_right(trim(rest), shift)


def _shifted_with_room(a, shift):
    """Some bits further up, with one digit more."""
    result = [0] * (len(a) + 1)
    carry = Wide(0)
    for i in range(len(a)):
        carry |= Wide(a[i]) << shift
        result[i] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
    result[len(a)] = intmask(r_uint(carry))
    return result


def _subtract_product(rest, divisor, factor, at):
    """Changes `rest`: subtracts divisor * factor, so many places further up. Whether that was too much."""
    carry = Wide(0)
    borrow = r_uint(0)
    size = len(divisor)
    for i in range(size):
        carry += factor * Wide(divisor[i])
        borrow = r_uint(rest[at + i]) - (r_uint(carry) & UMASK) - borrow
        rest[at + i] = intmask(borrow & UMASK)
        borrow >>= SHIFT
        carry >>= SHIFT
    borrow = r_uint(rest[at + size]) - r_uint(carry) - borrow
    rest[at + size] = intmask(borrow & UMASK)
    return borrow > UMASK


def _add_back(rest, divisor, at):
    """Changes `rest`: adds the divisor; the carry meets the borrow of the subtraction before."""
    carry = r_uint(0)
    size = len(divisor)
    for i in range(size):
        carry += r_uint(rest[at + i]) + r_uint(divisor[i])
        rest[at + i] = intmask(carry & UMASK)
        carry >>= SHIFT
    rest[at + size] = intmask((r_uint(rest[at + size]) + carry) & UMASK)


def _divide_large(a, b):
    """Recursive division after Burnikel and Ziegler: quotients of half the size come from products of half the size.

    The divisor gets a size that can be halved down to the cutoff, and its highest bit set.
    """
    size = 1
    while size * DIVISION_CUTOFF < len(b):
        size *= 2
    size *= (len(b) + size - 1) // size
    shift = (size - len(b)) * SHIFT + SHIFT - width(b[len(b) - 1])
    a, b = shift_left(a, shift), shift_left(b, shift)
    pieces = len(a) // size
    rest = part(a, pieces * size, len(a))
    quotient = [0] * ((pieces + 1) * size)
    if compare(rest, b) >= 0:
        # The leading piece has fewer digits than the divisor, so this is never more than one.
        rest = subtract(rest, b)
        quotient[pieces * size] = 1
    piece = pieces - 1
    while piece >= 0:
        low = part(a, piece * size, (piece + 1) * size)
        digits, rest = _divide_2_by_1(trim(join(rest, low, size)), b, size)
        for i in range(len(digits)):
            quotient[piece * size + i] = digits[i]
        piece -= 1
    return trim(quotient), shift_right(rest, shift)


def _divide_2_by_1(a, b, size):
    """a has at most twice as many digits as b, which has `size`; the quotient has at most `size`."""
    if size & 1 or size <= DIVISION_CUTOFF:
        if compare(a, b) < 0:
            return [], a
        return _divide_long(a, b)
    half = size >> 1
    high, rest = _divide_3_by_2(part(a, half, len(a)), b, half)
    low, rest = _divide_3_by_2(trim(join(rest, part(a, 0, half), half)), b, half)
    return trim(join(high, low, half)), rest


def _divide_3_by_2(a, b, half):
    """a has at most three halves as many digits as b; the quotient has at most `half`."""
    high_b, low_b = part(b, half, 2 * half), part(b, 0, half)
    head = part(a, half, len(a))
    if compare(part(a, 2 * half, len(a)), high_b) >= 0:
        # The quotient is all ones, or less.
        quotient = [MASK] * half
        rest = add(subtract(head, join(high_b, [], half)), high_b)
    else:
        quotient, rest = _divide_2_by_1(head, high_b, half)
    product = multiply(quotient, low_b)
    rest = trim(join(rest, part(a, 0, half), half))
    while compare(rest, product) < 0:
        quotient = subtract(quotient, [1])
        rest = add(rest, b)
    return quotient, subtract(rest, product)


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
    if len(a) == 0 or count == 0:
        return a
    whole = count // SHIFT
    bits = count - whole * SHIFT
    result = [0] * (len(a) + whole + 1)
    if bits == 0:
        for i in range(len(a)):
            result[i + whole] = a[i]
        return trim(result)
    carry = r_uint(0)
    for i in range(len(a)):
        digit = r_uint(a[i])
        result[i + whole] = intmask((digit << bits | carry) & UMASK)
        carry = digit >> (SHIFT - bits)
    result[len(a) + whole] = intmask(carry)
    return trim(result)


def shift_right(a, count):
    if count == 0:
        return a
    whole = count // SHIFT
    bits = count - whole * SHIFT
    size = len(a) - whole
    if size <= 0:
        return []
    if bits == 0:
        return part(a, whole, len(a))
    result = [0] * size
    digit = r_uint(a[whole])
    for i in range(size - 1):
        following = r_uint(a[i + whole + 1])
        result[i] = intmask((digit >> bits | following << (SHIFT - bits)) & UMASK)
        digit = following
    result[size - 1] = intmask(digit >> bits)
    return trim(result)


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
