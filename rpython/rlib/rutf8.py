"""Unicode text kept as UTF-8 in byte strings; surrogates may occur where callers allow them.

Most functions rely on the text being correct; `check_utf8` finds that out.
"""
import sys

from rpython.rlib import jit, types
from rpython.rlib.objectmodel import always_inline, dont_inline, try_inline
from rpython.rlib.rarithmetic import intmask, r_uint, r_ulonglong
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.signature import finishsigs, signature
from rpython.rlib.unicodedata import unicodedb
from rpython.rtyper.lltypesystem import lltype

MAXUNICODE = 0x10ffff
allow_surrogate_by_default = False


class CheckError(Exception):
    """The text is not UTF-8 at this position."""

    def __init__(self, pos):
        self.pos = pos


class OutOfRange(Exception):
    """No character has this number."""

    def __init__(self, code):
        self.code = code


# ---------------------------------------------------------------- single characters

def unichr_as_utf8(code, allow_surrogates=False):
    """The bytes of a character. Raises OutOfRange."""
    assert code >= 0
    number = r_uint(code)
    if number < r_uint(0x80):
        return chr(intmask(number))
    if number < r_uint(0x800):
        return chr(intmask(0xc0 | number >> 6)) + chr(intmask(0x80 | number & 0x3f))
    if number < r_uint(0x10000):
        if not allow_surrogates and r_uint(0xd800) <= number <= r_uint(0xdfff):
            raise OutOfRange(number)
        return (chr(intmask(0xe0 | number >> 12)) + chr(intmask(0x80 | number >> 6 & 0x3f)) +
                chr(intmask(0x80 | number & 0x3f)))
    if number <= r_uint(MAXUNICODE):
        return (chr(intmask(0xf0 | number >> 18)) + chr(intmask(0x80 | number >> 12 & 0x3f)) +
                chr(intmask(0x80 | number >> 6 & 0x3f)) + chr(intmask(0x80 | number & 0x3f)))
    raise OutOfRange(number)


@try_inline
def unichr_as_utf8_append(builder, code, allow_surrogates=False):
    """Appends the bytes of a character. Raises OutOfRange; for a surrogate that is not allowed, ValueError."""
    number = r_uint(code)
    if number < r_uint(0x80):
        builder.append(chr(intmask(number)))
    elif allow_surrogates:
        _append_long(builder, number)
    else:
        if r_uint(0xd800) <= number <= r_uint(0xdfff):
            raise ValueError
        _append_long(builder, number)


@dont_inline
def _append_long(builder, number):
    if number < r_uint(0x800):
        builder.append(chr(intmask(0xc0 | number >> 6)))
    else:
        if number < r_uint(0x10000):
            builder.append(chr(intmask(0xe0 | number >> 12)))
        else:
            if number > r_uint(MAXUNICODE):
                raise OutOfRange(number)
            builder.append(chr(intmask(0xf0 | number >> 18)))
            builder.append(chr(intmask(0x80 | number >> 12 & 0x3f)))
        builder.append(chr(intmask(0x80 | number >> 6 & 0x3f)))
    builder.append(chr(intmask(0x80 | number & 0x3f)))


@always_inline
def next_codepoint_pos(code, pos):
    """Where the character behind the one at `pos` begins."""
    assert pos >= 0
    first = ord(code[pos])
    if first < 0x80:
        return pos + 1
    if first < 0xe0:
        return pos + 2
    if first < 0xf0:
        return pos + 3
    return pos + 4


def prev_codepoint_pos(code, pos):
    """Where the character before `pos` begins; there must be one. Behind the end counts as one byte."""
    pos -= 1
    assert pos >= 0
    if pos >= len(code):
        return pos
    for _ in range(3):
        if pos == 0 or ord(code[pos]) & 0xc0 != 0x80:
            break
        pos -= 1
    assert pos >= 0
    return pos


def codepoint_at_pos(code, pos):
    """The number of the character at `pos`."""
    size = len(code)
    first = ord(code[pos])
    if first < 0x80 or pos + 1 >= size:
        return first
    second = ord(code[pos + 1]) & 0x3f
    if first < 0xe0 or pos + 2 >= size:
        return (first & 0x1f) << 6 | second
    third = ord(code[pos + 2]) & 0x3f
    if first < 0xf0 or pos + 3 >= size:
        return (first & 0x0f) << 12 | second << 6 | third
    return (first & 0x07) << 18 | second << 12 | third << 6 | ord(code[pos + 3]) & 0x3f


def codepoint_before_pos(code, pos):
    """The number of the character that ends before `pos`."""
    return codepoint_at_pos(code, prev_codepoint_pos(code, intmask(pos)))


# ---------------------------------------------------------------- checking and counting

def check_ascii(s):
    """Raises CheckError at the first character beyond ASCII."""
    pos = first_non_ascii_char(s)
    if pos >= 0:
        raise CheckError(pos)


@jit.elidable
def first_non_ascii_char(s):
    """Its position, or -1."""
    for i in range(len(s)):
        if ord(s[i]) >= 0x80:
            return i
    return -1


def is_ascii(s):
    return first_non_ascii_char(s) < 0


def _invalid_cont_byte(ordch):
    return ordch & 0xc0 != 0x80


_invalid_byte_2_of_2 = _invalid_cont_byte
_invalid_byte_3_of_3 = _invalid_cont_byte
_invalid_byte_3_of_4 = _invalid_cont_byte
_invalid_byte_4_of_4 = _invalid_cont_byte


def _surrogate_bytes(ch1, ch2):
    return ch1 == 0xed and ch2 >= 0xa0


def _invalid_byte_2_of_3(ordch1, ordch2, allow_surrogates):
    if _invalid_cont_byte(ordch2) or (ordch1 == 0xe0 and ordch2 < 0xa0):
        return True
    return not allow_surrogates and _surrogate_bytes(ordch1, ordch2)


def _invalid_byte_2_of_4(ordch1, ordch2):
    return (_invalid_cont_byte(ordch2) or (ordch1 == 0xf0 and ordch2 < 0x90) or
            (ordch1 == 0xf4 and ordch2 >= 0x90))


def _sequence_end(s, pos, end, allow_surrogates):
    """Where the character of several bytes at `pos` ends, or -1 if there is none."""
    first = ord(s[pos])
    if first < 0xc2 or first > 0xf4:
        return -1
    if first < 0xe0:
        if pos + 2 > end or _invalid_byte_2_of_2(ord(s[pos + 1])):
            return -1
        return pos + 2
    if first < 0xf0:
        if (pos + 3 > end or _invalid_byte_2_of_3(first, ord(s[pos + 1]), allow_surrogates) or
                _invalid_byte_3_of_3(ord(s[pos + 2]))):
            return -1
        return pos + 3
    if (pos + 4 > end or _invalid_byte_2_of_4(first, ord(s[pos + 1])) or _invalid_byte_3_of_4(ord(s[pos + 2])) or
            _invalid_byte_4_of_4(ord(s[pos + 3]))):
        return -1
    return pos + 4


@jit.elidable
def _check_utf8(s, allow_surrogates, start, stop):
    """The number of characters, or ~(the position of the first error)."""
    end = len(s) if stop < 0 else stop
    pos = start
    count = 0
    while pos < end:
        if ord(s[pos]) < 0x80:
            pos += 1
        else:
            following = _sequence_end(s, pos, end, allow_surrogates)
            if following < 0:
                return ~pos
            pos = following
        count += 1
    return count


def check_utf8(s, allow_surrogates, start=0, stop=-1):
    """The number of characters, or CheckError."""
    count = _check_utf8(s, allow_surrogates, start, stop)
    if count < 0:
        raise CheckError(~count)
    return count


@jit.elidable
def codepoints_in_utf8(value, start=0, end=sys.maxint):
    """The number of characters in correct text."""
    if end > len(value):
        end = len(value)
    assert 0 <= start <= end
    count = 0
    for i in range(start, end):
        if ord(value[i]) & 0xc0 != 0x80:
            count += 1
    return count


def get_utf8_length(s, start=0, end=-1):
    if end < 0:
        end = len(s)
    return codepoints_in_utf8(s, start, end)


@jit.elidable
def surrogate_in_utf8(utf8):
    """The position of the first surrogate in text that is correct otherwise, or -1."""
    pos = 0
    while True:
        # Only characters from U+D000 to U+DFFF begin with this byte.
        pos = utf8.find('\xed', pos)
        if pos < 0:
            return -1
        if ord(utf8[pos + 1]) >= 0xa0:
            return pos
        pos += 3


def has_surrogates(utf8):
    return surrogate_in_utf8(utf8) >= 0


def reencode_utf8_with_surrogates(utf8):
    """The text with each pair of surrogates as one character."""
    result = StringBuilder(len(utf8))
    pos = 0
    while pos < len(utf8):
        code = codepoint_at_pos(utf8, pos)
        pos = next_codepoint_pos(utf8, pos)
        if 0xd800 <= code < 0xdc00 and pos < len(utf8):
            low = codepoint_at_pos(utf8, pos)
            if 0xdc00 <= low < 0xe000:
                code = 0x10000 + ((code & 0x3ff) << 10 | low & 0x3ff)
                pos = next_codepoint_pos(utf8, pos)
        unichr_as_utf8_append(result, code, True)
    return result.build()


# ---------------------------------------------------------------- kinds of characters

def islinebreak(s, pos):
    """Whether the character at `pos` ends a line."""
    code = codepoint_at_pos(s, pos)
    return 10 <= code <= 13 or 28 <= code <= 30 or code == 0x85 or code == 0x2028 or code == 0x2029


def isspace(s, pos):
    """Whether the character at `pos` is a space of Unicode (as of the version of `unicodedb`)."""
    code = codepoint_at_pos(s, pos)
    if code < 0x80:
        return code == 32 or 9 <= code <= 13 or 28 <= code <= 31
    return unicodedb.isspace(code)


def utf8_in_chars(value, pos, chars):
    """Whether the character of `value` at `pos` is among the characters of `chars`."""
    size = next_codepoint_pos(value, pos) - pos
    at = 0
    while at + size <= len(chars):
        same = 0
        while same < size and value[pos + same] == chars[at + same]:
            same += 1
        if same == size:
            return True
        at = next_codepoint_pos(chars, at)
    return False


# ---------------------------------------------------------------- positions by index

# For each 64 characters: the position of the first, and the distances from it to every eighth, a byte each.
UTF8_INDEX_STORAGE = lltype.GcArray(lltype.Struct(
    'utf8_positions', ('start', lltype.Signed), ('distances', lltype.UnsignedLongLong)))


def null_storage():
    return lltype.nullptr(UTF8_INDEX_STORAGE)


def create_utf8_index_storage(utf8, utf8len):
    """The positions in a text of `utf8len` characters, for the functions below."""
    storage = lltype.malloc(UTF8_INDEX_STORAGE, utf8len // 64 + 1)
    pos = 0
    index = 0
    for i in range(len(storage)):
        storage[i].start = pos
        start = pos
        distances = r_ulonglong(0)
        for eighth in range(8):
            distances |= r_ulonglong(pos - start) << (eighth * 8)
            for _ in range(8):
                if index < utf8len:
                    pos = next_codepoint_pos(utf8, pos)
                    index += 1
        storage[i].distances = distances
    return storage


def _eighth_pos(storage, index):
    """The position of the character at `index` with its last three bits cleared."""
    entry = storage[index >> 6]
    return entry.start + (intmask(entry.distances >> (index & 0x38)) & 0xff)


@jit.elidable
def codepoint_position_at_index(utf8, storage, index):
    """Where the character at `index` begins; the index may be that behind the last character."""
    pos = _eighth_pos(storage, index)
    for _ in range(index & 7):
        pos = next_codepoint_pos(utf8, pos)
    assert pos >= 0
    return pos


def _pos_at_index(utf8, index):
    """Without storage, from the beginning of the text."""
    pos = 0
    for _ in range(index):
        pos = next_codepoint_pos(utf8, pos)
    return pos


@jit.elidable
def codepoint_at_index(utf8, storage, index):
    """The number of the character at `index`."""
    return codepoint_at_pos(utf8, codepoint_position_at_index(utf8, storage, index))


@jit.elidable
def codepoint_index_at_byte_position(utf8, storage, bytepos, num_codepoints):
    """The index of the character at a position; negative positions are given back."""
    if bytepos < 0:
        return bytepos
    low, high = 0, len(storage)
    while high - low > 1:
        middle = (low + high) >> 1
        if storage[middle].start <= bytepos:
            low = middle
        else:
            high = middle
    index = low * 64
    for eighth in range(7, 0, -1):
        candidate = index + eighth * 8
        if candidate < num_codepoints and _eighth_pos(storage, candidate) <= bytepos:
            index = candidate
            break
    pos = _eighth_pos(storage, index)
    while pos < bytepos:
        pos = next_codepoint_pos(utf8, pos)
        index += 1
    return index


# ---------------------------------------------------------------- escapes

TABLE = '0123456789abcdef'


def char_escape_helper(result, char):
    """Appends \\xhh, \\uhhhh or \\Uhhhhhhhh."""
    if char < 0 or char >= 0x10000:
        result.append('\\U')
        count = 8
    elif char >= 0x100:
        result.append('\\u')
        count = 4
    else:
        result.append('\\x')
        count = 2
    while count > 0:
        count -= 1
        result.append(TABLE[char >> (count * 4) & 15])


def make_utf8_escape_function(pass_printable=False, quotes=False, prefix=None, unicodedb=None):
    """A function that escapes text: all beyond ASCII, or only what is not printable; with quotes around it or not."""
    if pass_printable:
        assert unicodedb is not None, "which characters are printable depends on the version of Unicode"

    def plain(code):
        if pass_printable:
            return code <= MAXUNICODE and unicodedb.isprintable(code)
        return 32 <= code < 127

    @jit.elidable
    def unicode_escape(s):
        result = StringBuilder(len(s))
        quote = '\0'
        if quotes:
            if prefix:
                result.append(prefix)
            quote = "'"
            if s.find("'") >= 0 and s.find('"') < 0:
                quote = '"'
            result.append(quote)
        pos = 0
        while pos < len(s):
            code = codepoint_at_pos(s, pos)
            following = next_codepoint_pos(s, pos)
            c = s[pos]
            if c == '\\' or (quotes and c == quote):
                result.append('\\')
                result.append(c)
            elif c == '\t':
                result.append('\\t')
            elif c == '\n':
                result.append('\\n')
            elif c == '\r':
                result.append('\\r')
            elif plain(code):
                result.append_slice(s, pos, following)
            else:
                char_escape_helper(result, code)
            pos = following
        if quotes:
            result.append(quote)
        return result.build()

    return unicode_escape


# ---------------------------------------------------------------- building and iterating

@finishsigs
class Utf8StringBuilder(object):
    """Collects text and counts its characters."""

    @always_inline
    def __init__(self, size=0):
        self._s = StringBuilder(size)
        self._lgt = 0

    @always_inline
    def append(self, s):
        """Text whose characters are not counted yet."""
        self._s.append(s)
        self._lgt += codepoints_in_utf8(s)

    @always_inline
    def append_slice(self, s, start, end):
        self._s.append_slice(s, start, end)
        self._lgt += codepoints_in_utf8(s, start, end)

    @signature(types.self(), types.char(), returns=types.none())
    @always_inline
    def append_char(self, s):
        """A character of ASCII."""
        self._s.append(s)
        self._lgt += 1

    @try_inline
    def append_code(self, code):
        unichr_as_utf8_append(self._s, code, True)
        self._lgt += 1

    @always_inline
    def append_utf8(self, utf8, length):
        """Text of a known number of characters."""
        self._s.append(utf8)
        self._lgt += length

    @always_inline
    def append_utf8_slice(self, utf8, start, end, slicelength):
        self._s.append_slice(utf8, start, end)
        self._lgt += slicelength

    @always_inline
    def append_multiple_char(self, utf8, times):
        """One character several times."""
        self._s.append(utf8 * times)
        self._lgt += times

    @always_inline
    def build(self):
        return self._s.build()

    @always_inline
    def getlength(self):
        return self._lgt


class Utf8StringIterator(object):
    """Gives the numbers of the characters, one after the other."""

    def __init__(self, utf8s):
        self._utf8 = utf8s
        self._end = len(utf8s)
        self._pos = 0

    def __iter__(self):
        return self

    def get_pos(self):
        return self._pos

    def done(self):
        return self._pos >= self._end

    @always_inline
    def next(self):
        pos = self._pos
        if pos >= self._end:
            raise StopIteration
        self._pos = min(next_codepoint_pos(self._utf8, pos), self._end)
        return codepoint_at_pos(self._utf8, pos)


class Utf8StringPosIterator(object):
    """Gives (number, position) for each character."""

    def __init__(self, utf8s):
        self.it = Utf8StringIterator(utf8s)

    def __iter__(self):
        return self

    def next(self):
        pos = self.it.get_pos()
        return self.it.next(), pos


# ---------------------------------------------------------------- Latin-1

def decode_latin_1(s):
    """From Latin-1 to UTF-8."""
    first = first_non_ascii_char(s)
    if first < 0:
        return s
    result = StringBuilder(len(s) + 16)
    result.append_slice(s, 0, first)
    for i in range(first, len(s)):
        unichr_as_utf8_append(result, ord(s[i]))
    return result.build()
