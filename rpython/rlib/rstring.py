"""Building, splitting, searching and parsing strings.

The functions take byte strings or unicode strings, and are specialized on which.
"""
import sys

from rpython.rlib import jit
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.objectmodel import newlist_hint, specialize
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rbuilder import INIT_SIZE, StringBuilder, UnicodeBuilder


# ---------------------------------------------------------------- splitting

@specialize.ll_and_arg(2)
def _isspace(s, pos, isutf8=False):
    """Whether the character at a position is white space."""
    if isutf8:
        from rpython.rlib import rutf8
        return rutf8.isspace(s, pos)
    char = s[pos]
    if isinstance(char, str):
        return char == ' ' or '\t' <= char <= '\r'
    else:
        assert isinstance(char, unicode)
        code = ord(char)
        if code < 128:
            return code == 32 or 9 <= code <= 13 or 28 <= code <= 31
        from rpython.rlib.unicodedata import unicodedb_5_2_0
        return unicodedb_5_2_0.isspace(code)


@specialize.ll_and_arg(2)
def _incr(s, pos, isutf8):
    """The position behind the character at `pos`."""
    if isutf8:
        from rpython.rlib import rutf8
        assert pos >= 0
        return rutf8.next_codepoint_pos(s, pos)
    return pos + 1


@specialize.ll_and_arg(2)
def _decr(s, pos, isutf8):
    """The position of the character that ends before `pos`, or -1 at the beginning."""
    if pos <= 0:
        return -1
    if isutf8:
        from rpython.rlib import rutf8
        return rutf8.prev_codepoint_pos(s, pos)
    return pos - 1


@specialize.ll_and_arg(3)
def split(value, by=None, maxsplit=-1, isutf8=False):
    """Like the method, also for lists of characters; without a separator, at runs of white space."""
    if by is None:
        return _split_space(value, maxsplit, isutf8)
    else:
        return _split_by(value, by, maxsplit)


@specialize.argtype(0, 1)
def _split_by(value, by, maxsplit):
    bylen = len(by)
    if bylen == 0:
        raise ValueError("empty separator")
    res = newlist_hint(8 if maxsplit < 0 else min(maxsplit + 1, 8))
    start = 0
    while maxsplit != 0:
        at = find(value, by, start, len(value))
        if at < 0:
            break
        assert at >= start
        res.append(value[start:at])
        start = at + bylen
        maxsplit -= 1
    res.append(value[start:len(value)])
    return res


@specialize.ll_and_arg(2)
def _split_space(value, maxsplit, isutf8):
    res = []
    length = len(value)
    i = 0
    while True:
        while i < length and _isspace(value, i, isutf8):
            i = _incr(value, i, isutf8)
        if i >= length:
            return res
        assert i >= 0
        if maxsplit == 0:
            res.append(value[i:length])
            return res
        maxsplit -= 1
        j = _incr(value, i, isutf8)
        while j < length and not _isspace(value, j, isutf8):
            j = _incr(value, j, isutf8)
        assert j >= 0
        res.append(value[i:j])
        i = j


@specialize.ll_and_arg(3)
def rsplit(value, by=None, maxsplit=-1, isutf8=False):
    """Like the method, also for lists of characters."""
    if by is None:
        res = _rsplit_space(value, maxsplit, isutf8)
    else:
        res = _rsplit_by(value, by, maxsplit)
    res.reverse()
    return res


@specialize.argtype(0, 1)
def _rsplit_by(value, by, maxsplit):
    bylen = len(by)
    if bylen == 0:
        raise ValueError("empty separator")
    res = []
    end = len(value)
    while maxsplit != 0:
        at = rfind(value, by, 0, end)
        if at < 0:
            break
        res.append(value[at + bylen:end])
        end = at
        maxsplit -= 1
    assert end >= 0
    res.append(value[:end])
    return res


@specialize.ll_and_arg(2)
def _rsplit_space(value, maxsplit, isutf8):
    """The parts in reverse order."""
    res = []
    stop = len(value)
    while True:
        last = _decr(value, stop, isutf8)
        while last >= 0 and _isspace(value, last, isutf8):
            stop = last
            last = _decr(value, last, isutf8)
        if last < 0:
            return res
        assert stop >= 0
        if maxsplit == 0:
            res.append(value[0:stop])
            return res
        maxsplit -= 1
        start = last
        before = _decr(value, start, isutf8)
        while before >= 0 and not _isspace(value, before, isutf8):
            start = before
            before = _decr(value, start, isutf8)
        assert start >= 0
        res.append(value[start:stop])
        stop = start


# ---------------------------------------------------------------- searching and replacing

@specialize.argtype(0, 1)
@jit.elidable
def replace(input, sub, by, maxcount=-1):
    """Like the method, also for lists of characters."""
    return replace_count(input, sub, by, maxcount)[0]


@specialize.ll_and_arg(4)
@jit.elidable
def replace_count(input, sub, by, maxcount=-1, isutf8=False):
    """(the result, how many were replaced). Raises OverflowError where the result would be too long."""
    assert input is not None
    if maxcount == 0:
        return input, 0
    if not sub:
        if isutf8:
            return _insert_between_utf8(input, by, maxcount)
        return _insert_between(input, by, maxcount)
    found = count(input, sub, 0, len(input))
    if found > maxcount and maxcount >= 0:
        found = maxcount
    if found == 0 and not isinstance(input, list):
        return input, 0
    size = ovfcheck(ovfcheck(found * (len(by) - len(sub))) + len(input))
    builder = _builder_like(input, size)
    start = 0
    left = found
    while left > 0:
        at = find(input, sub, start, len(input))
        assert at >= 0
        builder.append_slice(input, start, at)
        builder.append(by)
        start = at + len(sub)
        left -= 1
    builder.append_slice(input, start, len(input))
    return builder.build(), found


@specialize.argtype(0, 1)
def _insert_between(input, by, maxcount):
    upper = len(input)
    if maxcount > 0 and maxcount - 1 < upper:
        upper = maxcount - 1
    assert upper >= 0
    size = ovfcheck(ovfcheck((upper + 1) * len(by)) + len(input))
    builder = _builder_like(input, size)
    for i in range(upper):
        builder.append(by)
        builder.append(input[i])
    builder.append(by)
    builder.append_slice(input, upper, len(input))
    return builder.build(), upper + 1


def _insert_between_utf8(input, by, maxcount):
    from rpython.rlib import rutf8
    places = rutf8.codepoints_in_utf8(input) + 1
    if maxcount > 0 and maxcount < places:
        places = maxcount
    builder = StringBuilder(ovfcheck(ovfcheck(places * len(by)) + len(input)))
    start = 0
    for i in range(places):
        builder.append(by)
        if i < places - 1:
            stop = rutf8.next_codepoint_pos(input, start)
            builder.append_slice(input, start, stop)
            start = stop
    builder.append_slice(input, start, len(input))
    return builder.build(), places


@specialize.argtype(0)
def _builder_like(input, size):
    if isinstance(input, str):
        return StringBuilder(size)
    elif isinstance(input, unicode):
        return UnicodeBuilder(size)
    else:
        return ByteListBuilder(size)


def _normalize_start_end(length, start, end):
    """Negative positions count from the end."""
    if start < 0:
        start = max(start + length, 0)
    if end < 0:
        end = max(end + length, 0)
    elif end > length:
        end = length
    return start, end


@specialize.argtype(0, 1)
@jit.elidable
def startswith(u_self, prefix, start=0, end=sys.maxint):
    start, end = _normalize_start_end(len(u_self), start, end)
    if start + len(prefix) > end:
        return False
    return _matches_at(u_self, prefix, start)


@specialize.argtype(0, 1)
@jit.elidable
def endswith(u_self, suffix, start=0, end=sys.maxint):
    start, end = _normalize_start_end(len(u_self), start, end)
    begin = end - len(suffix)
    if begin < start:
        return False
    return _matches_at(u_self, suffix, begin)


SEARCH_COUNT = 0
SEARCH_FIND = 1
SEARCH_RFIND = 2


@specialize.argtype(0, 1)
def find(value, other, start, end):
    if ((isinstance(value, str) and isinstance(other, str)) or
            (isinstance(value, unicode) and isinstance(other, unicode))):
        return value.find(other, start, end)
    return _search(value, other, start, end, SEARCH_FIND)


@specialize.argtype(0, 1)
def rfind(value, other, start, end):
    if ((isinstance(value, str) and isinstance(other, str)) or
            (isinstance(value, unicode) and isinstance(other, unicode))):
        return value.rfind(other, start, end)
    return _search(value, other, start, end, SEARCH_RFIND)


@specialize.argtype(0, 1)
def count(value, other, start, end):
    if ((isinstance(value, str) and isinstance(other, str)) or
            (isinstance(value, unicode) and isinstance(other, unicode))):
        return value.count(other, start, end)
    return _search(value, other, start, end, SEARCH_COUNT)


@specialize.argtype(0, 1)
def _matches_at(value, other, at):
    for i in range(len(other)):
        if value[at + i] != other[i]:
            return False
    return True


@specialize.argtype(0, 1)
def _search(value, other, start, end, mode):
    """The position of `other` in a part of `value`, or how often it occurs. Both are indexed and compared only."""
    return _search_normal(value, other, start, end, mode)


@specialize.argtype(0, 1)
def _search_normal(value, other, start, end, mode):
    if start < 0:
        start = 0
    if end > len(value):
        end = len(value)
    size = len(other)
    last = end - size
    if start > last:
        return 0 if mode == SEARCH_COUNT else -1
    if size == 0:
        if mode == SEARCH_COUNT:
            return end - start + 1
        return end if mode == SEARCH_RFIND else start
    if mode == SEARCH_RFIND:
        at = last
        while at >= start:
            if _matches_at(value, other, at):
                return at
            at -= 1
        return -1
    return _search_forward(value, other, start, last, mode)


@specialize.argtype(0, 1)
def _search_forward(value, other, start, last, mode):
    """At each place, until that has cost more comparisons than a table would: then with the table."""
    size = len(other)
    found = 0
    wasted = 0
    at = start
    while at <= last:
        same = 0
        while same < size and value[at + same] == other[same]:
            same += 1
        if same == size:
            if mode == SEARCH_FIND:
                return at
            found += 1
            at += size
            continue
        wasted += same
        at += 1
        if wasted > 4 * size + 100:
            return _search_with_table(value, other, at, last + size, mode, found)
    return -1 if mode == SEARCH_FIND else found


@specialize.argtype(0, 1)
def _search_with_table(value, other, start, end, mode, found):
    """Each character of `value` is looked at once: the table says how much of `other` still fits after a mismatch."""
    size = len(other)
    table = [0] * size
    same = 0
    for i in range(1, size):
        while same > 0 and other[i] != other[same]:
            same = table[same - 1]
        if other[i] == other[same]:
            same += 1
        table[i] = same
    same = 0
    for at in range(start, end):
        while same > 0 and value[at] != other[same]:
            same = table[same - 1]
        if value[at] == other[same]:
            same += 1
        if same == size:
            if mode == SEARCH_FIND:
                return at - size + 1
            found += 1
            same = 0
    return -1 if mode == SEARCH_FIND else found


# ---------------------------------------------------------------- numbers in text

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


class ParseStringError(Exception):
    """Text that is no number; `msg` says why."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class MaxDigitsError(Exception):
    """A number with more digits than are allowed."""

    def __init__(self, digits):
        self.digits = digits


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
    """The digits of a number in text: sign, base prefix, then one digit after the other.

    Base 0 means that of the prefix; with `no_implicit_octal` a zero in front of other digits is an error.
    """

    def error(self):
        raise ParseStringError("invalid literal for %s() with base %d" % (self.fname, self.original_base))

    def __init__(self, s, literal, base, fname, allow_underscores=False,
                 no_implicit_octal=False, start=0, end=-1, max_str_digits=0,
                 disallow_whitespace_after_sign=False):
        self.fname = fname
        self.s = s
        self.start = start
        self.end = len(s) if end == -1 else end
        self.original_base = base
        self.allow_underscores = allow_underscores
        self._strip_spaces()
        self.sign = 1
        if self._startswith1('-') or self._startswith1('+'):
            if s[self.start] == '-':
                self.sign = -1
            self.start += 1
            if not disallow_whitespace_after_sign:
                self._strip_spaces()
        if base == 0:
            base = self._base_of_prefix(no_implicit_octal)
        elif base < 2 or base > 36:
            raise InvalidBaseError("%s() base must be >= 2 and <= 36, or 0" % fname)
        self.base = base
        if self._startswith1('_'):
            self.error()
        if self._has_prefix(base):
            self.start += 2
        if self.start == self.end:
            self.error()
        self.i = self.start
        if max_str_digits > 0:
            digits = self.end - self.start - s.count('_')
            if digits > max_str_digits:
                raise MaxDigitsError(digits)

    def _startswith1(self, c):
        return self.start < self.end and self.s[self.start] == c[0]

    def _startswith2(self, cc):
        return self.start + 1 < self.end and self.s[self.start] == cc[0] and self.s[self.start + 1] == cc[1]

    def _strip_spaces(self):
        p = self.start
        q = self.end
        while p < q and self.s[p] in ' \f\n\r\t\v':
            p += 1
        while p < q and self.s[q - 1] in ' \f\n\r\t\v':
            q -= 1
        assert q >= p
        self.start = p
        self.end = q

    def _base_of_prefix(self, no_implicit_octal):
        for base in (16, 8, 2):
            if self._has_prefix(base):
                return base
        if not self._startswith1('0'):
            return 10
        # In base 1 there is no digit but 0.
        return 1 if no_implicit_octal else 8

    def _has_prefix(self, base):
        if base == 16:
            return self._startswith2('0x') or self._startswith2('0X')
        if base == 8:
            return self._startswith2('0o') or self._startswith2('0O')
        if base == 2:
            return self._startswith2('0b') or self._startswith2('0B')
        return False

    def rewind(self):
        self.i = self.start

    def next_digit(self):
        """The next digit, or -1 at the end; raises ParseStringError on anything else."""
        if self.i >= self.end:
            return -1
        c = self.s[self.i]
        if self.allow_underscores and c == '_':
            self.i += 1
            if self.i >= self.end:
                self.error()
            c = self.s[self.i]
        digit = _digit_value(c)
        if digit < 0 or digit >= self.base:
            self.error()
        self.i += 1
        return digit

    def prev_digit(self):
        """The digits backwards, after all were read."""
        self.i -= 1
        assert self.i >= self.start
        c = self.s[self.i]
        if self.allow_underscores and c == '_':
            self.i -= 1
            assert self.i >= 0
            c = self.s[self.i]
        return _digit_value(c)

    def _all_digits10(self):
        """(text, start, end) of the rest, decimal digits without underscores."""
        for i in range(self.start, self.end):
            c = self.s[i]
            if c == '_' and self.allow_underscores:
                break
            if not '0' <= c <= '9':
                self.error()
        else:
            return self.s, self.start, self.end
        builder = StringBuilder(self.end - self.start)
        while True:
            digit = self.next_digit()
            if digit < 0:
                break
            builder.append(chr(ord('0') + digit))
        text = builder.build()
        return text, 0, len(text)


def _digit_value(c):
    if '0' <= c <= '9':
        return ord(c) - ord('0')
    if 'a' <= c <= 'z':
        return ord(c) - ord('a') + 10
    if 'A' <= c <= 'Z':
        return ord(c) - ord('A') + 10
    return -1


# ---------------------------------------------------------------- builders

class ByteListBuilder(object):
    """Collects characters; `build()` gives them as a list."""

    def __init__(self, init_size=INIT_SIZE):
        assert init_size >= 0
        self.l = newlist_hint(init_size)

    @specialize.argtype(1)
    def append(self, s):
        for c in s:
            self.l.append(c)

    @specialize.argtype(1)
    def append_slice(self, s, start, end):
        for i in range(start, end):
            self.l.append(s[i])

    def append_multiple_char(self, c, times):
        self.l.extend([c[0]] * times)

    def append_charpsize(self, s, size):
        assert size >= 0
        for i in range(size):
            self.l.append(s[i])

    def build(self):
        return self.l

    def getlength(self):
        return len(self.l)


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
