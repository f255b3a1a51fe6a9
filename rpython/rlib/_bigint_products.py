"""Products of natural numbers (lists of digits, see `_bigint_digits`).

Since a digit has one bit less than a word, four products of digits and what is carried fit one wide integer: the loops
below take four digits of one factor at a time. Functions that end in `_into` write to a place in a list that the caller made.
"""
from rpython.rlib._bigint_digits import SHIFT, UMASK, Wide, add_into, join, part, shift_left, trim, wide, width
from rpython.rlib.rarithmetic import intmask, r_uint

# From how many digits of the smaller factor on products are split.
KARATSUBA_CUTOFF = 40
SQUARE_CUTOFF = 56

# Smaller ones than this are squared like other products.
SMALL_SQUARE = 12


def times(word, digit):
    """The product, where both are converted without sign: so it is one instruction."""
    return Wide(word) * wide(digit)


def multiply(a, b):
    if len(a) > len(b):
        a, b = b, a
    size = len(a)
    if a is b and size >= SMALL_SQUARE:
        return square(a)
    if size == 0:
        return []
    if size == 1:
        return multiply_digit(b, a[0], 0)
    if size > KARATSUBA_CUTOFF:
        zeros, more = _low_zeros(a), _low_zeros(b)
        if zeros + more > size >> 3:
            high = multiply(part(a, zeros, size), part(b, more, len(b)))
            return join(high, [], zeros + more)
        if size < len(b):
            return _multiply_lopsided(a, b)
        result = [0] * (2 * size)
        work = [0] * _room(size)
        _karatsuba_into(result, 0, a, 0, b, 0, size, work, 0)
        return trim(result)
    total = size + len(b)
    top = wide(a[size - 1] + 1) * wide(b[len(b) - 1] + 1)
    if r_uint(top >> SHIFT) == 0:
        # The last digit would be zero.
        total -= 1
    result = [0] * total
    _add_rows(result, 0, a, 0, size, b, 0, len(b))
    return trim(result)


def multiply_digit(a, factor, addend):
    """a * factor + addend, both of them digits."""
    size = len(a)
    if factor & (factor - 1) == 0 and addend == 0:
        return shift_left(a, width(factor) - 1) if factor else []
    f = r_uint(factor)
    if size == 1:
        # No list is made that is then one digit too long.
        product = times(f, a[0]) + wide(addend)
        high = intmask(r_uint(product >> SHIFT))
        low = intmask(r_uint(product) & UMASK)
        if high:
            return [low, high]
        return [low] if low else []
    result = [0] * (size + 1)
    carry = wide(addend)
    for i in range(size):
        carry += times(f, a[i])
        result[i] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
    result[size] = intmask(r_uint(carry))
    return trim(result)


def square(a):
    size = len(a)
    if size == 0:
        return []
    if size < SMALL_SQUARE:
        return multiply(a, a)
    zeros = _low_zeros(a)
    if zeros > size >> 3:
        return join(square(part(a, zeros, size)), [], 2 * zeros)
    result = [0] * (2 * size)
    if size > SQUARE_CUTOFF:
        work = [0] * _room(size)
        _karatsuba_square_into(result, 0, a, 0, size, work, 0)
    else:
        _square_into(result, 0, a, 0, size)
    return trim(result)


def _low_zeros(a):
    """How many of the lowest digits are zero: there are many in multiples of powers of two."""
    count = 0
    while a[count] == 0:
        count += 1
    return count


def _multiply_lopsided(a, b):
    """b, which has more digits, is cut into pieces of the size of a."""
    size = len(a)
    result = [0] * (size + len(b) + 1)
    product = [0] * (2 * size)
    work = [0] * _room(size)
    at = 0
    while at + size <= len(b):
        _karatsuba_into(product, 0, a, 0, b, at, size, work, 0)
        add_into(result, product, at)
        at += size
    if at < len(b):
        add_into(result, multiply(part(b, at, len(b)), a), at)
    return trim(result)


# ---------------------------------------------------------------- digit by digit

def _rows_into(result, at, a, first, b, start, size):
    """Writes `2 * size` digits, the product of as many digits of both."""
    for i in range(at, at + size):
        result[i] = 0
    _add_rows(result, at, a, first, size, b, start, size)


def _add_rows(result, at, a, first, size, b, start, length):
    """Adds the product of `size` digits of a and `length` digits of b, at least as many; writes `size` more.

    The last of them is left out where the list ends before it, since it is zero.
    """
    i = 0
    while i + 4 <= size:
        _add_four_rows(result, at + i, a, first + i, b, start, length)
        i += 4
    if i + 2 <= size:
        _add_two_rows(result, at + i, a, first + i, b, start, length)
        i += 2
    if i < size:
        _add_row(result, at + i, a[first + i], b, start, length)


def _add_row(result, at, factor, b, start, length):
    """Adds the product of a digit; writes one digit more."""
    f = r_uint(factor)
    carry = Wide(0)
    for j in range(length):
        carry += wide(result[at + j]) + times(f, b[start + j])
        result[at + j] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
    if at + length < len(result):
        result[at + length] = intmask(r_uint(carry))


def _add_two_rows(result, at, a, first, b, start, length):
    """As `_add_row`, with two digits of a, the second one place further up."""
    f = r_uint(a[first])
    g = r_uint(a[first + 1])
    last = b[start]
    carry = wide(result[at]) + times(f, last)
    result[at] = intmask(r_uint(carry) & UMASK)
    carry >>= SHIFT
    for j in range(1, length):
        digit = b[start + j]
        total = times(f, digit) + times(g, last)
        carry += total + wide(result[at + j])
        result[at + j] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
        last = digit
    at += length
    carry += times(g, last)
    result[at] = intmask(r_uint(carry) & UMASK)
    if at + 1 < len(result):
        result[at + 1] = intmask(r_uint(carry >> SHIFT))


def _add_four_rows(result, at, a, first, b, start, length):
    """As `_add_row`, with four digits of a; b has at least three."""
    f, g = r_uint(a[first]), r_uint(a[first + 1])
    h, k = r_uint(a[first + 2]), r_uint(a[first + 3])
    z, y, x = b[start], b[start + 1], b[start + 2]
    carry = wide(result[at]) + times(f, z)
    result[at] = intmask(r_uint(carry) & UMASK)
    carry = (carry >> SHIFT) + wide(result[at + 1]) + times(f, y) + times(g, z)
    result[at + 1] = intmask(r_uint(carry) & UMASK)
    carry = (carry >> SHIFT) + wide(result[at + 2]) + times(f, x) + times(g, y) + times(h, z)
    result[at + 2] = intmask(r_uint(carry) & UMASK)
    carry >>= SHIFT
    for j in range(3, length):
        digit = b[start + j]
        total = times(f, digit) + times(g, x) + times(h, y) + times(k, z)
        carry += total + wide(result[at + j])
        result[at + j] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
        z = y
        y = x
        x = digit
    at += length
    carry += times(g, x) + times(h, y) + times(k, z)
    result[at] = intmask(r_uint(carry) & UMASK)
    carry = (carry >> SHIFT) + times(h, x) + times(k, y)
    result[at + 1] = intmask(r_uint(carry) & UMASK)
    carry = (carry >> SHIFT) + times(k, x)
    result[at + 2] = intmask(r_uint(carry) & UMASK)
    if at + 3 < len(result):
        result[at + 3] = intmask(r_uint(carry >> SHIFT))


def _square_into(result, at, a, first, size):
    """Writes `2 * size` digits, the square of `size` digits of a."""
    for i in range(at, at + 2 * size):
        result[i] = 0
    # Products of different digits occur twice: half of their sum first, two digits at a time.
    i = 0
    while i + 2 < size:
        _add_triangle_rows(result, at, a, first, i, size)
        i += 2
    if i + 1 < size:
        _add_wide(result, at + 2 * i + 1, times(r_uint(a[first + i]), a[first + i + 1]))
    carry = Wide(0)
    above = r_uint(0)
    for i in range(size):
        low = r_uint(result[at + 2 * i])
        carry += times(r_uint(a[first + i]), a[first + i]) + Wide((low << 1 | above) & UMASK)
        above = low >> (SHIFT - 1)
        result[at + 2 * i] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
        low = r_uint(result[at + 2 * i + 1])
        carry += Wide((low << 1 | above) & UMASK)
        above = low >> (SHIFT - 1)
        result[at + 2 * i + 1] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT


def _add_wide(result, at, value):
    """Adds a product of two digits, where what lies above is zero."""
    value += wide(result[at])
    result[at] = intmask(r_uint(value) & UMASK)
    value = (value >> SHIFT) + wide(result[at + 1])
    result[at + 1] = intmask(r_uint(value) & UMASK)


def _add_triangle_rows(result, at, a, first, i, size):
    """Adds the products of the digits i and i + 1 with all that follow each of them."""
    f = r_uint(a[first + i])
    g = r_uint(a[first + i + 1])
    at += 2 * i
    first += i
    size -= i
    last = a[first + 2]
    carry = wide(result[at + 1]) + times(f, a[first + 1])
    result[at + 1] = intmask(r_uint(carry) & UMASK)
    carry = (carry >> SHIFT) + wide(result[at + 2]) + times(f, last)
    result[at + 2] = intmask(r_uint(carry) & UMASK)
    carry >>= SHIFT
    for j in range(3, size):
        digit = a[first + j]
        total = times(f, digit) + times(g, last)
        carry += total + wide(result[at + j])
        result[at + j] = intmask(r_uint(carry) & UMASK)
        carry >>= SHIFT
        last = digit
    assert size >= 0
    at += size
    carry += wide(result[at]) + times(g, last)
    result[at] = intmask(r_uint(carry) & UMASK)
    result[at + 1] = intmask(r_uint(carry >> SHIFT))


# ---------------------------------------------------------------- in halves

def _room(size):
    """How many digits of scratch space the functions below need for factors of this size."""
    return 2 * size + 128


def _difference_into(result, at, a, first, half, size):
    """Writes `half` digits: how far the lower half of `size` digits and the upper one are apart. Whether the upper is larger."""
    above = first + half
    rest = size - half
    if rest < half and a[first + half - 1] != 0:
        upper = False
    else:
        i = rest - 1
        while i > 0 and a[first + i] == a[above + i]:
            i -= 1
        upper = a[first + i] < a[above + i]
    borrow = r_uint(0)
    if upper:
        for i in range(rest):
            borrow = r_uint(a[above + i]) - r_uint(a[first + i]) - borrow
            result[at + i] = intmask(borrow & UMASK)
            borrow >>= SHIFT
        if rest < half:
            result[at + rest] = 0
        return True
    for i in range(rest):
        borrow = r_uint(a[first + i]) - r_uint(a[above + i]) - borrow
        result[at + i] = intmask(borrow & UMASK)
        borrow >>= SHIFT
    if rest < half:
        result[at + rest] = intmask(r_uint(a[first + rest]) - borrow)
    return False


def _karatsuba_into(result, at, a, first, b, start, size, work, free):
    """Writes `2 * size` digits, the product of as many digits of both; may use `work` from `free` on.

    (a1 B + a0) (b1 B + b0) = a1 b1 B**2 + (a1 b1 + a0 b0 - (a1 - a0) (b1 - b0)) B + a0 b0
    """
    if size <= KARATSUBA_CUTOFF:
        _rows_into(result, at, a, first, b, start, size)
        return
    half = (size + 1) >> 1
    negative = _difference_into(result, at, a, first, half, size)
    if _difference_into(result, at + half, b, start, half, size):
        negative = not negative
    middle = free
    free += 2 * half
    _karatsuba_into(work, middle, result, at, result, at + half, half, work, free)
    _karatsuba_into(result, at, a, first, b, start, half, work, free)
    _karatsuba_into(result, at + 2 * half, a, first + half, b, start + half, size - half, work, free)
    _add_middle(result, at, half, size, work, middle, negative)


def _karatsuba_square_into(result, at, a, first, size, work, free):
    if size <= SQUARE_CUTOFF:
        _square_into(result, at, a, first, size)
        return
    half = (size + 1) >> 1
    _difference_into(result, at, a, first, half, size)
    middle = free
    free += 2 * half
    _karatsuba_square_into(work, middle, result, at, half, work, free)
    _karatsuba_square_into(result, at, a, first, half, work, free)
    _karatsuba_square_into(result, at + 2 * half, a, first + half, size - half, work, free)
    _add_middle(result, at, half, size, work, middle, False)


def _add_middle(result, at, half, size, work, middle, negative):
    """`result` has the products of the lower and of the upper halves, `work` that of the differences."""
    carry = r_uint(0)
    above = at + 2 * half
    length = 2 * (size - half)
    if negative:
        # Three digits would not fit one word: two carries.
        second = r_uint(0)
        for i in range(length):
            carry += r_uint(result[at + i]) + r_uint(result[above + i])
            second += (carry & UMASK) + r_uint(work[middle + i])
            work[middle + i] = intmask(second & UMASK)
            carry >>= SHIFT
            second >>= SHIFT
        for i in range(length, 2 * half):
            carry += r_uint(result[at + i])
            second += (carry & UMASK) + r_uint(work[middle + i])
            work[middle + i] = intmask(second & UMASK)
            carry >>= SHIFT
            second >>= SHIFT
        carry += second
    else:
        borrow = r_uint(0)
        for i in range(length):
            carry += r_uint(result[at + i]) + r_uint(result[above + i])
            borrow = (carry & UMASK) - r_uint(work[middle + i]) - borrow
            work[middle + i] = intmask(borrow & UMASK)
            borrow >>= SHIFT
            carry >>= SHIFT
        for i in range(length, 2 * half):
            carry += r_uint(result[at + i])
            borrow = (carry & UMASK) - r_uint(work[middle + i]) - borrow
            work[middle + i] = intmask(borrow & UMASK)
            borrow >>= SHIFT
            carry >>= SHIFT
        carry -= borrow
    at += half
    total = r_uint(0)
    for i in range(2 * half):
        total += r_uint(result[at + i]) + r_uint(work[middle + i])
        result[at + i] = intmask(total & UMASK)
        total >>= SHIFT
    total += carry
    at += 2 * half
    while total:
        total += r_uint(result[at])
        result[at] = intmask(total & UMASK)
        total >>= SHIFT
        at += 1
