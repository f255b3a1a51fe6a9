"""Building, splitting, searching and parsing strings.

The functions take byte strings or unicode strings, and are specialized on which.
"""
import sys

from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.objectmodel import newlist_hint, specialize, resizelist_hint
from rpython.rlib.rarithmetic import ovfcheck, intmask
from rpython.rlib.rbuilder import INIT_SIZE, StringBuilder, UnicodeBuilder


# ---------------------------------------------------------------- splitting

@specialize.argtype(0, 1)
def _isspace(char):
    if isinstance(char, str):
        return char == ' ' or '\t' <= char <= '\r'
    assert isinstance(char, unicode)
    code = ord(char)
    return code == 32 or 9 <= code <= 13 or 28 <= code <= 31 or code == 0x85 or code == 0xA0


@specialize.argtype(0, 1)
def split(value, by=None, maxsplit=-1):
    """Like the method; without a separator, at runs of white space."""
    if by is None:
        return _split_space(value, maxsplit)
    bylen = len(by)
    if bylen == 0:
        raise ValueError("empty separator")
    if maxsplit < 0:
        res = newlist_hint(8)
    else:
        res = newlist_hint(min(maxsplit + 1, 8))
    start = 0
    while maxsplit != 0:
        at = value.find(by, start)
        if at < 0:
            break
        assert at >= start
        res.append(value[start:at])
        start = at + bylen
        maxsplit -= 1
    res.append(value[start:len(value)])
    return res


@specialize.argtype(0)
def _split_space(value, maxsplit):
    res = newlist_hint(8)
    length = len(value)
    i = 0
    while True:
        while i < length and _isspace(value[i]):
            i += 1
        if i == length:
            return res
        if maxsplit == 0:
            res.append(value[i:length])
            return res
        maxsplit -= 1
        j = i + 1
        while j < length and not _isspace(value[j]):
            j += 1
        res.append(value[i:j])
        i = j


@specialize.argtype(0, 1)
def rsplit(value, by=None, maxsplit=-1):
    if by is None:
        res = _rsplit_space(value, maxsplit)
    else:
        bylen = len(by)
        if bylen == 0:
            raise ValueError("empty separator")
        res = newlist_hint(8)
        end = len(value)
        while maxsplit != 0:
            at = value.rfind(by, 0, end)
            if at < 0:
                break
            res.append(value[at + bylen:end])
            end = at
            maxsplit -= 1
        assert end >= 0
        res.append(value[:end])
    res.reverse()
    return res


@specialize.argtype(0)
def _rsplit_space(value, maxsplit):
    res = newlist_hint(8)
    i = len(value)
    while True:
        while i > 0 and _isspace(value[i - 1]):
            i -= 1
        if i == 0:
            return res
        if maxsplit == 0:
            start = 0
            while _isspace(value[start]):
                start += 1
            assert i >= 0
            res.append(value[start:i])
            return res
        maxsplit -= 1
        j = i - 1
        while j > 0 and not _isspace(value[j - 1]):
            j -= 1
        assert j >= 0
        assert i >= 0
        res.append(value[j:i])
        i = j


# ---------------------------------------------------------------- searching and replacing

@specialize.argtype(0, 1)
def replace(input, sub, by, maxsplit=-1):
    return replace_count(input, sub, by, maxsplit)[0]


@specialize.argtype(0, 1)
def replace_count(input, sub, by, maxsplit=-1, isutf8=False):
    """(the result, how many were replaced). Raises OverflowError where the result would be too long."""
    if maxsplit == 0:
        return input, 0
    if not sub:
        return _insert_between(input, by, maxsplit)
    found = input.count(sub)
    if found > maxsplit and maxsplit >= 0:
        found = maxsplit
    if found == 0:
        return input, 0
    size = ovfcheck(ovfcheck(found * (len(by) - len(sub))) + len(input))
    builder = _builder_like(input, size)
    start = 0
    left = found
    while left > 0:
        at = input.find(sub, start)
        assert at >= 0
        builder.append_slice(input, start, at)
        builder.append(by)
        start = at + len(sub)
        left -= 1
    builder.append_slice(input, start, len(input))
    return builder.build(), found


@specialize.argtype(0)
def _insert_between(input, by, maxsplit):
    upper = len(input)
    if maxsplit >= 0 and maxsplit - 1 < upper:
        upper = maxsplit - 1
    size = ovfcheck(ovfcheck((upper + 1) * len(by)) + len(input))
    builder = _builder_like(input, size)
    i = 0
    while i < upper:
        builder.append(by)
        builder.append(input[i])
        i += 1
    builder.append(by)
    builder.append_slice(input, upper, len(input))
    return builder.build(), upper + 1


@specialize.argtype(0)
def _builder_like(input, size):
    if isinstance(input, str):
        return StringBuilder(size)
    else:
        return UnicodeBuilder(size)


@specialize.argtype(0, 1)
def _clamp(value, start, end):
    length = len(value)
    if start < 0:
        start = 0
    if end > length:
        end = length
    return start, end


@specialize.argtype(0, 1)
def startswith(u_self, prefix, start=0, end=sys.maxint):
    start, end = _clamp(u_self, start, end)
    stop = start + len(prefix)
    if stop > end:
        return False
    for i in range(len(prefix)):
        if u_self[start + i] != prefix[i]:
            return False
    return True


@specialize.argtype(0, 1)
def endswith(u_self, suffix, start=0, end=sys.maxint):
    start, end = _clamp(u_self, start, end)
    begin = end - len(suffix)
    if begin < start:
        return False
    for i in range(len(suffix)):
        if u_self[begin + i] != suffix[i]:
            return False
    return True


SEARCH_COUNT = 0
SEARCH_FIND = 1
SEARCH_RFIND = 2


@specialize.argtype(0, 1)
def find(value, other, start, end):
    return _search(value, other, start, end, SEARCH_FIND)


@specialize.argtype(0, 1)
def rfind(value, other, start, end):
    return _search(value, other, start, end, SEARCH_RFIND)


@specialize.argtype(0, 1)
def count(value, other, start, end):
    return _search(value, other, start, end, SEARCH_COUNT)


@specialize.argtype(0, 1)
def _matches_at(value, other, at):
    for i in range(len(other)):
        if value[at + i] != other[i]:
            return False
    return True


@specialize.argtype(0, 1)
def _search(value, other, start, end, mode):
    if start < 0:
        start = 0
    if end > len(value):
        end = len(value)
    last = end - len(other)
    if start > last:
        if mode == SEARCH_COUNT:
            return 0
        return -1
    if mode == SEARCH_RFIND:
        at = last
        while at >= start:
            if _matches_at(value, other, at):
                return at
            at -= 1
        return -1
    found = 0
    at = start
    while at <= last:
        if _matches_at(value, other, at):
            if mode == SEARCH_FIND:
                return at
            found += 1
            at += max(len(other), 1)
        else:
            at += 1
    if mode == SEARCH_FIND:
        return -1
    return found


# ---------------------------------------------------------------- numbers in text

class ParseStringError(Exception):
    """Text that is no number; `msg` says why."""

    def __init__(self, msg):
        self.msg = msg


class InvalidBaseError(ParseStringError):
    """A base that does not exist."""


class ParseStringOverflowError(Exception):
    """The number does not fit; `parser` can be read again from the start."""

    def __init__(self, parser):
        self.parser = parser


@specialize.argtype(0)
def strip_spaces(s):
    p = 0
    q = len(s)
    while p < q and s[p] in ' \f\n\r\t\v':
        p += 1
    while p < q and s[q - 1] in ' \f\n\r\t\v':
        q -= 1
    assert q >= p
    return s[p:q]


class NumberStringParser(object):
    """The digits of a number in text: sign, base prefix, then one digit after the other."""

    def error(self):
        raise ParseStringError("invalid literal for %s() with base %d" % (self.fname, self.original_base))

    def __init__(self, s, literal, base, fname, allow_underscores=False,
                 no_implicit_octal=False, start=0, end=-1):
        self.fname = fname
        self.literal = literal
        self.original_base = base
        self.allow_underscores = allow_underscores
        self.no_implicit_octal = no_implicit_octal
        if end == -1:
            end = len(s)
        while start < end and _isspace(s[start]):
            start += 1
        while end > start and _isspace(s[end - 1]):
            end -= 1
        self.sign = 1
        if start < end and s[start] == '-':
            self.sign = -1
            start += 1
        elif start < end and s[start] == '+':
            start += 1
        while start < end and _isspace(s[start]):
            start += 1
        base = self._choose_base(s, base, start, end)
        if base < 2 or base > 36:
            raise InvalidBaseError("%s() base must be >= 2 and <= 36" % fname)
        self.base = base
        if self._has_prefix(s, base, start, end):
            start += 2
            if allow_underscores and start < end and s[start] == '_':
                start += 1
        if start == end:
            self.error()
        self.s = s
        self.start = start
        self.end = end
        self.i = start

    def _choose_base(self, s, base, start, end):
        if base != 0:
            return base
        if end - start >= 2 and s[start] == '0':
            c = s[start + 1]
            if c == 'x' or c == 'X':
                return 16
            if c == 'o' or c == 'O':
                return 8
            if c == 'b' or c == 'B':
                return 2
            if self.no_implicit_octal:
                for i in range(start, end):
                    if s[i] != '0' and s[i] != '_':
                        self.error()
                return 10
            return 8
        return 10

    def _has_prefix(self, s, base, start, end):
        if end - start < 2 or s[start] != '0':
            return False
        c = s[start + 1]
        return ((base == 16 and (c == 'x' or c == 'X')) or
                (base == 8 and (c == 'o' or c == 'O')) or
                (base == 2 and (c == 'b' or c == 'B')))

    def rewind(self):
        self.i = self.start

    def next_digit(self):
        """The next digit, or -1 at the end; raises ParseStringError on anything else."""
        if self.i >= self.end:
            return -1
        c = self.s[self.i]
        if self.allow_underscores and c == '_':
            self.i += 1
            if self.i >= self.end or self.i == self.start + 1:
                self.error()
            c = self.s[self.i]
        if '0' <= c <= '9':
            digit = ord(c) - ord('0')
        elif 'a' <= c <= 'z':
            digit = ord(c) - ord('a') + 10
        elif 'A' <= c <= 'Z':
            digit = ord(c) - ord('A') + 10
        else:
            self.error()
            return -1
        if digit >= self.base:
            self.error()
        self.i += 1
        return digit

    def prev_digit(self):
        """The digits backwards, after reading all; -1 before the first."""
        if self.i <= self.start:
            return -1
        self.i -= 1
        c = self.s[self.i]
        if c == '_':
            self.i -= 1
            c = self.s[self.i]
        if '0' <= c <= '9':
            return ord(c) - ord('0')
        if 'a' <= c <= 'z':
            return ord(c) - ord('a') + 10
        return ord(c) - ord('A') + 10


# ---------------------------------------------------------------- builders



class ByteListBuilder(object):
    """Collects characters; `build()` gives them as a list."""

    def __init__(self, init_size=INIT_SIZE):
        self._buf = newlist_hint(init_size)

    def append(self, s):
        self._buf += s

    def append_slice(self, s, start, end):
        assert 0 <= start <= end <= len(s)
        self._buf += s[start:end]

    def append_multiple_char(self, c, times):
        self._buf += c * times

    def append_charpsize(self, s, size):
        for i in range(size):
            self._buf.append(s[i])

    def build(self):
        return self._buf

    def getlength(self):
        return len(self._buf)


# ---------------------------------------------------------------- NUL characters

@intrinsic('rstring.assert_str0')
def assert_str0(fname):
    """Asserts that the string has no NUL, and proves it to the annotator."""
    assert '\x00' not in fname, "NUL character in string"
    return fname


@intrinsic('rstring.check_str0')
def check_str0(fname):
    """Translation fails unless the string is proven to have no NUL."""
    assert '\x00' not in fname, "NUL character in string"
    return fname


@intrinsic('rstring.no_nul')
def no_nul(s):
    return s
