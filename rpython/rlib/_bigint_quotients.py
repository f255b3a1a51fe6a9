"""Quotients of natural numbers (lists of digits, see `_bigint_digits`)."""
from rpython.rlib._bigint_digits import (
    MASK, SHIFT, UMASK, Wide, add, compare, from_uint, join, part, shift_left, shift_right, subtract, trim, wide, width)
from rpython.rlib._bigint_products import multiply, times
from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint

# From how many digits of the divisor on quotients are split.
DIVISION_CUTOFF = 60


def divide_digit(a, divisor):
    """(quotient, remainder as a number)"""
    size = len(a)
    if size == 0:
        return a, 0
    d = r_uint(divisor)
    rest = r_uint(a[size - 1])
    if size == 1:
        quotient = rest // d
        return from_uint(quotient), intmask(rest - quotient * d)
    if rest < d:
        size -= 1
    else:
        rest = r_uint(0)
    result = [0] * size
    i = size - 1
    while i >= 0:
        head = Wide(rest) << SHIFT | wide(a[i])
        quotient = r_uint(head // Wide(d))
        result[i] = intmask(quotient)
        # All of this but the lowest word is zero.
        rest = r_uint(head) - quotient * d
        i -= 1
    return result, intmask(rest)


def modulo_digit(a, divisor):
    d = r_uint(divisor)
    if divisor & (divisor - 1) == 0:
        return a[0] & (divisor - 1) if len(a) else 0
    rest = r_uint(0)
    i = len(a) - 1
    while i >= 0:
        head = Wide(rest) << SHIFT | wide(a[i])
        rest = r_uint(head) - r_uint(head // Wide(d)) * d
        i -= 1
    return intmask(rest)


def power_modulo_digit(base, exponent, divisor):
    """base ** exponent modulo a digit, where base is below it and the exponent a list of digits."""
    if divisor == 1:
        return 0
    result = r_uint(1)
    d, b = r_uint(divisor), r_uint(base)
    i = len(exponent) - 1
    while i >= 0:
        digit = exponent[i]
        bit = width(digit) if i == len(exponent) - 1 else SHIFT
        while bit > 0:
            bit -= 1
            result = _product_modulo(result, result, d)
            if digit >> bit & 1:
                result = _product_modulo(result, b, d)
        i -= 1
    return intmask(result)


@always_inline
def _product_modulo(a, b, divisor):
    if divisor >> (LONG_BIT // 2) == 0:
        return a * b % divisor
    return r_uint(Wide(a) * Wide(b) % Wide(divisor))


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
    divisor = _shifted(b, shift, size)
    rest = _shifted(a, shift, len(a) + 1)
    at = len(a) - size
    top, second = r_uint(divisor[size - 1]), r_uint(divisor[size - 2])
    if rest[len(a)] == 0 and r_uint(rest[len(a) - 1]) < top:
        # The first digit would be zero.
        at -= 1
    result = [0] * (at + 1)
    while at >= 0:
        head = wide(rest[at + size]) << SHIFT | wide(rest[at + size - 1])
        guess = r_uint(head // Wide(top))
        left = r_uint(head) - guess * top
        third = r_uint(rest[at + size - 2])
        while guess > UMASK or Wide(guess) * Wide(second) > (Wide(left) << SHIFT | Wide(third)):
            guess -= 1
            left += top
            if left > UMASK:
                break
        if _subtract_product(rest, divisor, guess, at):
            guess -= 1
            _add_back(rest, divisor, at)
        result[at] = intmask(guess)
        at -= 1
    return trim(result), _shifted_back(rest, shift, size)


def _shifted(a, shift, size):
    """The number some bits further up, in so many digits."""
    result = [0] * size
    back = SHIFT - shift
    result[0] = intmask(r_uint(a[0]) << shift & UMASK)
    for i in range(1, len(a)):
        result[i] = intmask((r_uint(a[i]) << shift | r_uint(a[i - 1]) >> back) & UMASK)
    if size > len(a):
        result[size - 1] = intmask(r_uint(a[len(a) - 1]) >> back)
    return result


def _shifted_back(rest, shift, size):
    """The number in the first digits, some bits further down."""
    while size > 0 and rest[size - 1] == 0:
        size -= 1
    if size == 0:
        return []
    top = r_uint(rest[size - 1]) >> shift
    if not top:
        size -= 1
    assert size >= 0
    result = [0] * size
    back = SHIFT - shift
    last = size - 1 if top else size
    for i in range(last):
        result[i] = intmask((r_uint(rest[i]) >> shift | r_uint(rest[i + 1]) << back) & UMASK)
    if top:
        result[last] = intmask(top)
    return result


def _subtract_product(rest, divisor, factor, at):
    """Changes `rest`: subtracts divisor * factor, so many places further up. Whether that was too much."""
    carry = Wide(0)
    borrow = r_uint(0)
    size = len(divisor)
    assert at >= 0
    for i in range(size):
        carry += times(factor, divisor[i])
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
