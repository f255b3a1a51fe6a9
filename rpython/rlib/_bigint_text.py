"""Natural numbers (lists of digits, see `_bigint_digits`) as text in any base, and back."""
from rpython.rlib import _bigint_digits as natural
from rpython.rlib import _bigint_products as products
from rpython.rlib import _bigint_quotients as quotients
from rpython.rlib._bigint_digits import MASK, SHIFT
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstring import StringBuilder

# Numbers of at most so many digits are taken apart digit by digit, larger ones in halves.
TEXT_CUTOFF = 25

# So many chunks are put together one by one, before neighbours are multiplied.
GROUP_LEVEL = 5
GROUP = 1 << GROUP_LEVEL


class _Powers(object):
    """For a base: the largest power that is one of our digits, and the squares of that, one after the other."""

    def __init__(self, base):
        self.base = base
        self.count = 1
        self.chunk = base
        while self.chunk <= MASK // base:
            self.chunk *= base
            self.count += 1
        self.squares = [[self.chunk]]

    def square(self, level):
        while len(self.squares) <= level:
            self.squares.append(products.square(self.squares[len(self.squares) - 1]))
        return self.squares[level]


# Powers are kept by base, since most programs use one or two.
_known = [None] * 257


def _powers_of(base):
    """The powers of a base."""
    if base > 256:
        return _Powers(base)
    powers = _known[base]
    if powers is None:
        powers = _known[base] = _Powers(base)
    return powers


def _bits_of_base(base):
    """How many bits a digit has in a base that is a power of two, or 0."""
    bits = 0
    while 1 << bits < base:
        bits += 1
    return bits if 1 << bits == base else 0


# ---------------------------------------------------------------- to text

class _Writer(object):
    """Appends numbers as text; without zeros in front until the first other digit."""

    def __init__(self, digits, size):
        self.digits = digits
        self.powers = _powers_of(len(digits))
        self.builder = StringBuilder(size)
        self.started = False

    def zeros(self, count):
        if self.started:
            self.builder.append_multiple_char(self.digits[0], count)

    def chunk(self, value):
        """One digit of ours, with all places."""
        base = self.powers.base
        count = self.powers.count
        if not self.started:
            if value == 0:
                return
            count = 0
            rest = value
            while rest:
                rest //= base
                count += 1
            self.started = True
        chars = [self.digits[0]] * count
        rest = r_uint(value)
        divisor = r_uint(base)
        while count > 0:
            count -= 1
            quotient = rest // divisor
            chars[count] = self.digits[intmask(rest - quotient * divisor)]
            rest = quotient
        self.builder.append(''.join(chars))

    def small(self, a, chunks):
        """So many chunks, the leading ones perhaps zero."""
        values = [0] * chunks
        for i in range(chunks):
            if len(a) == 0:
                break
            a, values[i] = quotients.divide_digit(a, self.powers.chunk)
        i = chunks - 1
        while i >= 0:
            self.chunk(values[i])
            i -= 1

    def number(self, a, level):
        """A number below the square of a level's power."""
        if level < 0:
            self.small(a, 1)
        elif len(a) == 0:
            self.zeros(self.powers.count << (level + 1))
        elif len(a) <= TEXT_CUTOFF and not self.started:
            self.small(a, len(a) + len(a) // 4 + 1)
        elif 1 << level <= TEXT_CUTOFF >> 1:
            self.small(a, 2 << level)
        else:
            high, low = quotients.divide(a, self.powers.square(level))
            self.number(high, level - 1)
            self.number(low, level - 1)


def _to_power_of_two(a, digits, bits):
    total = natural.bit_length(a)
    count = (total + bits - 1) // bits
    chars = [digits[0]] * count
    mask = (1 << bits) - 1
    at = 0
    offset = 0
    while count > 0:
        count -= 1
        value = a[at] >> offset
        offset += bits
        if offset >= SHIFT:
            at += 1
            offset -= SHIFT
            if at < len(a) and offset > 0:
                value |= a[at] << (bits - offset)
        value &= mask
        assert value >= 0
        chars[count] = digits[value]
    return ''.join(chars)


def _put_decimal(chars, at, value):
    """Eighteen decimal digits, as two halves that do not wait for each other."""
    high = r_uint(value) // r_uint(1000000000)
    low = r_uint(value) - high * r_uint(1000000000)
    i = at + 8
    while i >= at:
        rest = high // r_uint(10)
        chars[i] = chr(ord('0') + intmask(high - rest * r_uint(10)))
        high = rest
        rest = low // r_uint(10)
        chars[i + 9] = chr(ord('0') + intmask(low - rest * r_uint(10)))
        low = rest
        i -= 1


def _count_digits(value, base):
    count = 0
    while value:
        value //= base
        count += 1
    return count


def _small_text(a, digits):
    """Chunk by chunk, from the lowest."""
    powers = _powers_of(len(digits))
    base = r_uint(powers.base)
    chunks = [0] * (len(a) + len(a) // 4 + 1)
    count = 0
    while len(a) > 0:
        a, chunks[count] = quotients.divide_digit(a, powers.chunk)
        count += 1
    count -= 1
    at = _count_digits(r_uint(chunks[count]), base)
    chars = [digits[0]] * (at + count * powers.count)
    rest = r_uint(chunks[count])
    stop = at
    while stop > 0:
        stop -= 1
        quotient = rest // base
        chars[stop] = digits[intmask(rest - quotient * base)]
        rest = quotient
    decimal = powers.count == 18 and digits == '0123456789'
    while count > 0:
        count -= 1
        if decimal:
            _put_decimal(chars, at, chunks[count])
            at += 18
            continue
        at += powers.count
        rest = r_uint(chunks[count])
        stop = at
        while rest:
            stop -= 1
            quotient = rest // base
            chars[stop] = digits[intmask(rest - quotient * base)]
            rest = quotient
    return ''.join(chars)


def to_text(a, digits):
    """The text of a number, with these characters as the digits of a base of at least two; "0" whatever they are."""
    if len(a) == 0:
        return '0'
    bits = _bits_of_base(len(digits))
    if bits:
        return _to_power_of_two(a, digits, bits)
    if len(a) <= TEXT_CUTOFF:
        return _small_text(a, digits)
    writer = _Writer(digits, len(a) * 20)
    level = 0
    while 2 * len(writer.powers.square(level)) - 1 <= len(a):
        level += 1
    writer.number(a, level)
    return writer.builder.build()


def enough_digits(a, base, limit):
    """Whether a number certainly has more than `limit` digits in a base."""
    bits = 0
    while base >> (bits + 1):
        bits += 1
    return (natural.bit_length(a) - 1) // (bits + 1) > limit


# ---------------------------------------------------------------- from text

def from_decimal(text, start):
    """The number whose decimal digits these are, from `start` on; they are not checked."""
    powers = _powers_of(10)
    size = len(text) - start
    if size <= 0:
        return natural.NULLDIGITS
    # The leading chunk has what is left over.
    count = (size - 1) // powers.count
    stop = start + size - count * powers.count
    if count == 0:
        return natural.from_uint(r_uint(_decimal_value(text, start, stop)))
    chunks = [0] * (count + 1)
    chunks[0] = _decimal_value(text, start, stop)
    for i in range(1, count + 1):
        start = stop
        stop += powers.count
        chunks[i] = _decimal_value(text, start, stop)
    return _from_chunks(powers, chunks, count + 1)


def _decimal_value(text, start, stop):
    value = 0
    for i in range(start, stop):
        value = value * 10 + (ord(text[i]) - ord('0'))
    return value



class Reader(object):
    """Takes the values of digits in a base, highest first."""

    def __init__(self, base):
        self.powers = _powers_of(base)
        self.chunks = []
        self.value = 0
        self.count = 0

    def add(self, value):
        self.value = self.value * self.powers.base + value
        self.count += 1
        if self.count == self.powers.count:
            self.chunks.append(self.value)
            self.value = 0
            self.count = 0

    def number(self):
        result = _from_chunks(self.powers, self.chunks, len(self.chunks))
        if self.count > 0:
            factor = 1
            for _ in range(self.count):
                factor *= self.powers.base
            result = products.multiply_digit(result, factor, self.value)
        return result


def _from_chunks(powers, chunks, total):
    """The number of so many chunks, the highest first.

    Groups of chunks, then neighbours, become one number, and again, until there is one.
    """
    count = (total + GROUP - 1) >> GROUP_LEVEL
    if count <= 1:
        return _group(powers, chunks, 0, total)
    numbers = [natural.NULLDIGITS] * count
    for i in range(count):
        # The lowest is the first.
        stop = total - (i << GROUP_LEVEL)
        numbers[i] = _group(powers, chunks, max(stop - GROUP, 0), stop)
    level = GROUP_LEVEL
    while count > 1:
        power = powers.square(level)
        half = (count + 1) >> 1
        for i in range(half):
            number = numbers[2 * i]
            if 2 * i + 1 < count:
                number = natural.add(products.multiply(numbers[2 * i + 1], power), number)
            numbers[i] = number
        count = half
        level += 1
    return numbers[0]


def _group(powers, chunks, start, stop):
    """The number in some chunks, one after the other."""
    if start >= stop:
        return natural.NULLDIGITS
    result = [0] * (stop - start)
    factor = r_uint(powers.chunk)
    result[0] = chunks[start]
    used = 1
    for i in range(start + 1, stop):
        carry = natural.wide(chunks[i])
        for at in range(used):
            carry += products.times(factor, result[at])
            result[at] = intmask(r_uint(carry) & natural.UMASK)
            carry >>= SHIFT
        if carry:
            result[used] = intmask(r_uint(carry))
            used += 1
    return natural.trim(result)


class BitReader(object):
    """Takes the values of digits in a base that is a power of two, lowest first."""

    def __init__(self, bits, count):
        self.bits = bits
        self.digits = [0] * ((bits * count) // SHIFT + 2)
        self.at = 0
        self.offset = 0

    def add(self, value):
        self.digits[self.at] |= value << self.offset & MASK
        self.offset += self.bits
        if self.offset >= SHIFT:
            self.offset -= SHIFT
            self.at += 1
            if self.offset > 0:
                self.digits[self.at] |= value >> (self.bits - self.offset)

    def number(self):
        return natural.trim(self.digits)
