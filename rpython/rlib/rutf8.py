"""Unicode text kept as UTF-8 in byte strings; surrogates may occur where callers allow them."""
from rpython.rlib.rarithmetic import r_uint, intmask

MAXUNICODE = 0x10ffff


class CheckError(Exception):
    """The text is not UTF-8 at this position."""

    def __init__(self, pos):
        self.pos = pos


class OutOfRange(Exception):
    """No character has this number."""


def unichr_as_utf8(code, allow_surrogates=False):
    """The bytes of a character."""
    number = intmask(code)
    if number < 0 or number > MAXUNICODE:
        raise OutOfRange()
    if number < 0x80:
        return chr(number)
    if number < 0x800:
        return chr(0xc0 | number >> 6) + chr(0x80 | number & 0x3f)
    if number < 0x10000:
        if 0xd800 <= number <= 0xdfff and not allow_surrogates:
            raise OutOfRange()
        return (chr(0xe0 | number >> 12) + chr(0x80 | number >> 6 & 0x3f) +
                chr(0x80 | number & 0x3f))
    return (chr(0xf0 | number >> 18) + chr(0x80 | number >> 12 & 0x3f) +
            chr(0x80 | number >> 6 & 0x3f) + chr(0x80 | number & 0x3f))


def unichr_as_utf8_append(builder, code, allow_surrogates=False):
    builder.append(unichr_as_utf8(code, allow_surrogates))


def next_codepoint_pos(text, pos):
    """Where the character behind the one at `pos` begins."""
    first = ord(text[pos])
    if first < 0x80:
        return pos + 1
    if first < 0xe0:
        return pos + 2
    if first < 0xf0:
        return pos + 3
    return pos + 4


def prev_codepoint_pos(text, pos):
    """Where the character before `pos` begins."""
    pos -= 1
    while pos > 0 and ord(text[pos]) & 0xc0 == 0x80:
        pos -= 1
    return pos


def codepoint_at_pos(text, pos):
    """The number of the character at `pos`."""
    first = ord(text[pos])
    if first < 0x80:
        return first
    second = ord(text[pos + 1]) & 0x3f
    if first < 0xe0:
        return (first & 0x1f) << 6 | second
    third = ord(text[pos + 2]) & 0x3f
    if first < 0xf0:
        return (first & 0x0f) << 12 | second << 6 | third
    return (first & 0x07) << 18 | second << 12 | third << 6 | ord(text[pos + 3]) & 0x3f


def codepoint_before_pos(text, pos):
    return codepoint_at_pos(text, prev_codepoint_pos(text, pos))


def codepoints_in_utf8(text, start=0, end=-1):
    """The number of characters."""
    if end < 0 or end > len(text):
        end = len(text)
    count = 0
    for i in range(start, end):
        if ord(text[i]) & 0xc0 != 0x80:
            count += 1
    return count


def _check_at(text, pos, end, allow_surrogates):
    """Where the next character begins, or -1 if there is none at `pos`."""
    first = ord(text[pos])
    if first < 0x80:
        return pos + 1
    if first < 0xc2 or first > 0xf4:
        return -1
    low, high = 0x80, 0xbf
    if first < 0xe0:
        size = 2
    elif first < 0xf0:
        size = 3
        if first == 0xe0:
            low = 0xa0
        elif first == 0xed and not allow_surrogates:
            high = 0x9f
    else:
        size = 4
        if first == 0xf0:
            low = 0x90
        elif first == 0xf4:
            high = 0x8f
    if pos + size > end:
        return -1
    second = ord(text[pos + 1])
    if second < low or second > high:
        return -1
    for i in range(pos + 2, pos + size):
        if ord(text[i]) & 0xc0 != 0x80:
            return -1
    return pos + size


def check_utf8(text, allow_surrogates, start=0, stop=-1):
    """The number of characters, or CheckError."""
    if stop < 0:
        stop = len(text)
    count = 0
    pos = start
    while pos < stop:
        following = _check_at(text, pos, stop, allow_surrogates)
        if following < 0:
            raise CheckError(pos)
        pos = following
        count += 1
    return count


def first_non_ascii_char(text):
    """Its position, or -1."""
    for i in range(len(text)):
        if ord(text[i]) >= 0x80:
            return i
    return -1


def is_ascii(text):
    return first_non_ascii_char(text) < 0


def has_surrogates(text):
    pos = 0
    while pos < len(text):
        if 0xd800 <= codepoint_at_pos(text, pos) <= 0xdfff:
            return True
        pos = next_codepoint_pos(text, pos)
    return False


def isspace(text, pos):
    """Whether the character at `pos` is a space of Unicode."""
    code = codepoint_at_pos(text, pos)
    return (9 <= code <= 13 or 28 <= code <= 32 or code == 0x85 or code == 0xa0 or code == 0x1680 or
            0x2000 <= code <= 0x200a or code == 0x2028 or code == 0x2029 or code == 0x202f or
            code == 0x205f or code == 0x3000)


class Utf8StringIterator(object):
    """Gives the numbers of the characters, one after the other."""

    def __init__(self, text):
        self._text = text
        self._pos = 0

    def __iter__(self):
        return self

    def get_pos(self):
        return self._pos

    def done(self):
        return self._pos >= len(self._text)

    def next(self):
        pos = self._pos
        if pos >= len(self._text):
            raise StopIteration
        self._pos = next_codepoint_pos(self._text, pos)
        return codepoint_at_pos(self._text, pos)
