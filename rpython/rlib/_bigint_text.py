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


def _small_text(a, digits):
    """Chunk by chunk, from the lowest."""
    powers = _powers_of(len(digits))
    base = r_uint(powers.base)
    total = (len(a) + len(a) // 4 + 1) * powers.count
    chars = [digits[0]] * total
    at = total
    while len(a) > 0:
        a, value = quotients.divide_digit(a, powers.chunk)
        rest = r_uint(value)
        stop = at - powers.count
        while at > stop:
            if not rest and len(a) == 0:
                break
            at -= 1
            quotient = rest // base
            chars[at] = digits[intmask(rest - quotient * base)]
            rest = quotient
    assert at >= 0
    return ''.join(chars[at:])


def to_text(a, digits):
    """The text of a number, with these characters as the digits of a base of at least two."""
    if len(a) == 0:
        return digits[0]
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
        result = self._whole_chunks()
        if self.count > 0:
            factor = 1
            for _ in range(self.count):
                factor *= self.powers.base
            result = products.multiply_digit(result, factor, self.value)
        return result

    def _whole_chunks(self):
        """Groups of chunks, then neighbours, become one number, and again, until there is one."""
        total = len(self.chunks)
        count = (total + GROUP - 1) >> GROUP_LEVEL
        if count <= 1:
            return self._group(0, total)
        numbers = [natural.NULLDIGITS] * count
        for i in range(count):
            # The lowest is the first.
            stop = total - (i << GROUP_LEVEL)
            numbers[i] = self._group(max(stop - GROUP, 0), stop)
        level = GROUP_LEVEL
        while count > 1:
            power = self.powers.square(level)
            half = (count + 1) >> 1
            for i in range(half):
                number = numbers[2 * i]
                if 2 * i + 1 < count:
                    number = natural.add(products.multiply(numbers[2 * i + 1], power), number)
                numbers[i] = number
            count = half
            level += 1
        return numbers[0]

    def _group(self, start, stop):
        """The number in some chunks, one after the other."""
        result = [0] * (stop - start)
        factor = r_uint(self.powers.chunk)
        used = 0
        for i in range(start, stop):
            carry = natural.wide(self.chunks[i])
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
