"""Helpers for strings. Most serve both byte strings and unicode strings: they
are specialized on the type of their argument."""

from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem import llmemory, lltype
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.rstr import STR, UNICODE, mallocstr, mallocunicode
from rpython.rtyper.rlist import items_address, ll_arraycopy

# Shorter strings are compared character by character: that takes less time than a call.
LONG_ENOUGH = 16

STR_ARRAY = lltype.GcArray(lltype.Ptr(STR))


@specialize.arg(0)
def conststr(s):
    """The low-level string of a constant."""
    return llstr(s)


def _new_like(s, length):
    return lltype.malloc(lltype.typeOf(s).TO, length)


@always_inline
def chars_address(s, at):
    """The address of a character. It is good until the next allocation."""
    TYPE = lltype.typeOf(s).TO
    start = llmemory.offsetof(TYPE, 'chars') + llmemory.itemoffsetof(TYPE.chars, 0)
    return llmemory.cast_ptr_to_adr(s) + (start + llmemory.sizeof(TYPE.chars.OF) * at)


@always_inline
def copy_chars(source, dest, source_start, dest_start, length):
    size = llmemory.sizeof(lltype.typeOf(source).TO.chars.OF)
    llop.raw_memcopy(lltype.Void, chars_address(source, source_start), chars_address(dest, dest_start),
                     size * length)


# ------------------------------------------------------------ making strings

def ll_chr2str(c):
    result = mallocstr(1)
    result.chars[0] = c
    return result


def ll_unichr2unicode(c):
    result = mallocunicode(1)
    result.chars[0] = c
    return result


def ll_str_or_none(s):
    if s:
        return s
    return conststr('None')


def ll_unicode_or_none(u):
    if u:
        return u
    return ll_str2unicode(conststr('None'))


def ll_strconcat(s1, s2):
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    result = _new_like(s1, length1 + length2)
    copy_chars(s1, result, 0, 0, length1)
    copy_chars(s2, result, 0, length1, length2)
    return result


def ll_strmul(s, times):
    length = len(s.chars)
    if times < 0:
        times = 0
    result = _new_like(s, length * times)
    if length == 1:
        fill_chars(result, 0, s.chars[0], times)
        return result
    done = 0
    i = 0
    while i < times:
        copy_chars(s, result, 0, done, length)
        done += length
        i += 1
    return result


@always_inline
def fill_chars(s, start, c, count):
    i = 0
    while i < count:
        s.chars[start + i] = c
        i += 1


def ll_stringslice(s, start, stop):
    if start == 0 and stop == len(s.chars):
        return s
    result = _new_like(s, stop - start)
    copy_chars(s, result, start, 0, stop - start)
    return result


def ll_join_strs(items, count):
    length = 0
    i = 0
    while i < count:
        length += len(items[i].chars)
        i += 1
    result = lltype.malloc(lltype.typeOf(items).TO.OF.TO, length)
    done = 0
    i = 0
    while i < count:
        piece = items[i]
        n = len(piece.chars)
        copy_chars(piece, result, 0, done, n)
        done += n
        i += 1
    return result


def ll_join(s, items, count):
    if count <= 0:
        return _new_like(s, 0)
    n = len(s.chars)
    length = n * (count - 1)
    i = 0
    while i < count:
        length += len(items[i].chars)
        i += 1
    result = _new_like(s, length)
    done = 0
    i = 0
    while i < count:
        if i > 0:
            copy_chars(s, result, 0, done, n)
            done += n
        piece = items[i]
        piece_length = len(piece.chars)
        copy_chars(piece, result, 0, done, piece_length)
        done += piece_length
        i += 1
    return result


def ll_join_chars(TYPE, items, count):
    result = lltype.malloc(TYPE, count)
    llop.raw_memcopy(lltype.Void, items_address(items, 0), chars_address(result, 0),
                     llmemory.sizeof(TYPE.chars.OF) * count)
    return result


def ll_join_chars_with(TYPE, s, items, count):
    if count <= 0:
        return lltype.malloc(TYPE, 0)
    n = len(s.chars)
    result = lltype.malloc(TYPE, count + n * (count - 1))
    done = 0
    i = 0
    while i < count:
        if i > 0:
            copy_chars(s, result, 0, done, n)
            done += n
        result.chars[done] = items[i]
        done += 1
        i += 1
    return result


def ll_list_str(items, count, to_str):
    pieces = lltype.malloc(STR_ARRAY, count)
    i = 0
    while i < count:
        pieces[i] = to_str(items[i])
        i += 1
    text = ll_strconcat(conststr('['), ll_join(conststr(', '), pieces, count))
    return ll_strconcat(text, conststr(']'))


# ------------------------------------------------------------ comparing

def ll_strhash(s):
    """The hash, computed once; 0 stands for 'not yet'."""
    if not s:
        return 0
    x = s.hash
    if x == 0:
        length = len(s.chars)
        if length == 0:
            x = -1
        else:
            x = ord(s.chars[0]) << 7
            i = 0
            while i < length:
                x = intmask((1000003 * x) ^ ord(s.chars[i]))
                i += 1
            x ^= length
            if x == 0:
                x = 29872897
        s.hash = x
    return x


def ll_streq(s1, s2):
    if s1 == s2:
        return True
    if not s1 or not s2:
        return False
    length = len(s1.chars)
    if length != len(s2.chars):
        return False
    if length >= LONG_ENOUGH:
        return _same_chars(s1, 0, s2, 0, length)
    i = 0
    while i < length:
        if s1.chars[i] != s2.chars[i]:
            return False
        i += 1
    return True


@always_inline
def _same_chars(s1, at1, s2, at2, length):
    size = llmemory.sizeof(lltype.typeOf(s1).TO.chars.OF)
    return llop.raw_memcmp(lltype.Signed, chars_address(s1, at1), chars_address(s2, at2), size * length) == 0


def ll_strcmp(s1, s2):
    if not s1 or not s2:
        return (not s2) - (not s1)
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    length = length1
    if length2 < length:
        length = length2
    i = 0
    while i < length:
        difference = ord(s1.chars[i]) - ord(s2.chars[i])
        if difference != 0:
            return difference
        i += 1
    return length1 - length2


def ll_startswith(s, prefix):
    length = len(prefix.chars)
    if length > len(s.chars):
        return False
    return _matches_at(s, prefix, 0)


def ll_endswith(s, suffix):
    length = len(suffix.chars)
    if length > len(s.chars):
        return False
    return _matches_at(s, suffix, len(s.chars) - length)


def _matches_at(s, other, start):
    return _same_chars(s, start, other, 0, len(other.chars))


# ------------------------------------------------------------ searching

def ll_contains_char(s, c):
    return ll_find_char(s, c, 0, len(s.chars)) >= 0


WORD = llmemory.sizeof(lltype.Unsigned)
ONES = r_uint(-1) // r_uint(255)        # 0x01 in each byte
TOPS = ONES << 7


def ll_find_char(s, c, start, stop):
    if lltype.typeOf(s).TO is STR:
        start = _skip_words(s, c, start, stop)
    while start < stop:
        if s.chars[start] == c:
            return start
        start += 1
    return -1


@always_inline
def _load_word(s, at):
    return llop.raw_load(lltype.Unsigned, chars_address(s, at), 0)


@always_inline
def _has_zero_byte(word):
    """(Zero bytes are found by what they borrow: Mycroft, 1987.)"""
    return (word - ONES) & ~word & TOPS != 0


def _skip_words(s, c, start, stop):
    """Goes on as long as a whole word does not have the character."""
    while start < stop and start & (WORD - 1):
        if s.chars[start] == c:
            return start
        start += 1
    pattern = ONES * r_uint(ord(c))
    while start + WORD <= stop:
        if _has_zero_byte(_load_word(s, start) ^ pattern):
            break
        start += WORD
    return start


def ll_rfind_char(s, c, start, stop):
    while stop > start:
        stop -= 1
        if s.chars[stop] == c:
            return stop
    return -1


def ll_contains(s, other):
    return ll_find(s, other, 0, len(s.chars)) >= 0


# Searching for several characters looks at the last one of each place first. Where it differs, the character
# behind the place decides how far to go on: a set of bits for the characters of `other`, a few bits of each, tells
# most of those that do not occur in it. (Sunday, "A very fast substring search algorithm", 1990, with the
# table reduced to a word.)

@always_inline
def _bit_of(code):
    return r_uint(1) << (code & (LONG_BIT - 1))


SHIFTS = lltype.Array(lltype.Char, hints={'nolength': True})
# Making a table of all characters pays in longer texts.
WORTH_A_TABLE = 1000


def _search_by_table(s, other, start, last):
    """Like `_search`, with a table of how far each character lets the place move (Horspool, "Practical fast
    searching in strings", 1980). Characters share the entries of the table, the nearest one counts."""
    end = len(other.chars) - 1
    shifts = lltype.malloc(SHIFTS, 256, flavor='raw')
    llop.raw_memset(lltype.Void, llmemory.cast_ptr_to_adr(shifts), min(end + 1, 255), 256)
    i = 0
    while i < end:
        shifts[ord(other.chars[i]) & 255] = chr(min(end - i, 255))
        i += 1
    tail = ord(other.chars[end]) & 255
    behind_tail = ord(shifts[tail])
    shifts[tail] = chr(0)
    while start <= last:
        shift = ord(shifts[ord(s.chars[start + end]) & 255])
        if shift == 0:
            if s.chars[start] == other.chars[0] and _matches_at(s, other, start):
                break
            shift = behind_tail
        start += shift
    lltype.free(shifts, flavor='raw')
    if start > last:
        return -1
    return start


# Asm.js, where words have 32 bits, reads them only at multiples of their size.
READS_WORDS_ANYWHERE = LONG_BIT == 64
# With longer ones, a table goes on by more than a word at a time.
LONG_PATTERN = 32


def _search_by_words(s, other, start, last):
    """Like `_search`, for as many places at once as a word has bytes: those where both the first and the last
    character are right are looked at."""
    end = len(other.chars) - 1
    first = ONES * r_uint(ord(other.chars[0]))
    tail = ONES * r_uint(ord(other.chars[end]))
    while start + WORD - 1 <= last:
        if _has_zero_byte((_load_word(s, start) ^ first) | (_load_word(s, start + end) ^ tail)):
            at = _search_places(s, other, start, start + WORD)
            if at >= 0:
                return at
        start += WORD
    return _search_places(s, other, start, last + 1)


def _search_places(s, other, start, stop):
    end = len(other.chars) - 1
    while start < stop:
        if s.chars[start] == other.chars[0] and s.chars[start + end] == other.chars[end] and _same_chars(
                s, start, other, 0, end):
            return start
        start += 1
    return -1


def _search(s, other, start, last):
    """The first place from `start` to `last` where `other`, of two characters or more, occurs; or -1."""
    end = len(other.chars) - 1
    tail = other.chars[end]
    seen = _bit_of(ord(tail))
    skip = end
    i = 0
    while i < end:
        c = other.chars[i]
        seen |= _bit_of(ord(c))
        if c == tail:
            skip = end - i - 1
        i += 1
    while start <= last:
        if s.chars[start + end] == tail:
            if s.chars[start] == other.chars[0] and _same_chars(s, start, other, 0, end):
                return start
            step = skip
        else:
            step = 0
        if start < last and not seen & _bit_of(ord(s.chars[start + end + 1])):
            step = end + 1
        start += step + 1
    return -1


def ll_find(s, other, start, stop):
    length = len(other.chars)
    if start < 0:
        start = 0
    if length == 1:
        return ll_find_char(s, other.chars[0], start, stop)
    if start > stop - length:
        return -1
    if length == 0:
        return start
    if READS_WORDS_ANYWHERE and lltype.typeOf(s).TO is STR and length <= LONG_PATTERN:
        return _search_by_words(s, other, start, stop - length)
    if stop - start >= WORTH_A_TABLE and length > 2:
        return _search_by_table(s, other, start, stop - length)
    return _search(s, other, start, stop - length)


def ll_rfind(s, other, start, stop):
    length = len(other.chars)
    if start < 0:
        start = 0
    if length == 1:
        return ll_rfind_char(s, other.chars[0], start, stop)
    at = stop - length
    while at >= start:
        if _matches_at(s, other, at):
            return at
        at -= 1
    return -1


def ll_count(s, other, start, stop):
    if start < 0:
        start = 0
    length = len(other.chars)
    if length == 0:
        if start > stop:
            return 0
        return stop - start + 1
    count = 0
    while True:
        start = ll_find(s, other, start, stop)
        if start < 0:
            return count
        count += 1
        start += length


def ll_replace_char(s, old, new):
    length = len(s.chars)
    at = ll_find_char(s, old, 0, length)
    if at < 0:
        return s
    result = _new_like(s, length)
    copy_chars(s, result, 0, 0, at)
    while at < length:
        c = s.chars[at]
        if c == old:
            c = new
        result.chars[at] = c
        at += 1
    return result


def ll_replace(s, old, new):
    length = len(s.chars)
    old_length = len(old.chars)
    new_length = len(new.chars)
    if old_length == 1 and new_length == 1:
        return ll_replace_char(s, old.chars[0], new.chars[0])
    count = ll_count(s, old, 0, length)
    if count == 0:
        return s
    result = _new_like(s, length + count * (new_length - old_length))
    done = 0
    at = 0
    while count > 0:
        found = ll_find(s, old, at, length)
        copy_chars(s, result, at, done, found - at)
        done += found - at
        copy_chars(new, result, 0, done, new_length)
        done += new_length
        at = found + old_length
        if old_length == 0:
            if at < length:
                result.chars[done] = s.chars[at]
                done += 1
            at += 1
        count -= 1
    if at < length:
        copy_chars(s, result, at, done, length - at)
    return result


# ------------------------------------------------------------ splitting

def _is_space(c):
    n = ord(c)
    return n == 32 or (9 <= n and n <= 13)


def ll_split(ARRAY, s, separator, limit):
    n = len(separator.chars)
    if n == 0:
        raise ValueError
    length = len(s.chars)
    count = 1
    at = 0
    while limit < 0 or count <= limit:
        at = ll_find(s, separator, at, length)
        if at < 0:
            break
        at += n
        count += 1
    result = lltype.malloc(ARRAY, count)
    at = 0
    i = 0
    while i < count - 1:
        found = ll_find(s, separator, at, length)
        result[i] = ll_stringslice(s, at, found)
        at = found + n
        i += 1
    result[i] = ll_stringslice(s, at, length)
    return result


def ll_rsplit(ARRAY, s, separator, limit):
    n = len(separator.chars)
    if n == 0:
        raise ValueError
    count = 1
    end = len(s.chars)
    while limit < 0 or count <= limit:
        end = ll_rfind(s, separator, 0, end)
        if end < 0:
            break
        count += 1
    result = lltype.malloc(ARRAY, count)
    end = len(s.chars)
    i = count - 1
    while i > 0:
        found = ll_rfind(s, separator, 0, end)
        result[i] = ll_stringslice(s, found + n, end)
        end = found
        i -= 1
    result[0] = ll_stringslice(s, 0, end)
    return result


def _skip_space(s, at):
    while at < len(s.chars) and _is_space(s.chars[at]):
        at += 1
    return at


def _skip_word(s, at):
    while at < len(s.chars) and not _is_space(s.chars[at]):
        at += 1
    return at


def _rskip_space(s, at):
    while at > 0 and _is_space(s.chars[at - 1]):
        at -= 1
    return at


def _rskip_word(s, at):
    while at > 0 and not _is_space(s.chars[at - 1]):
        at -= 1
    return at


def ll_split_whitespace(ARRAY, s, limit):
    length = len(s.chars)
    count = 0
    at = _skip_space(s, 0)
    while at < length:
        count += 1
        if limit >= 0 and count > limit:
            break
        at = _skip_space(s, _skip_word(s, at))
    result = lltype.malloc(ARRAY, count)
    at = _skip_space(s, 0)
    i = 0
    while i < count:
        end = _skip_word(s, at)
        if limit >= 0 and i == limit:
            end = length
        result[i] = ll_stringslice(s, at, end)
        at = _skip_space(s, end)
        i += 1
    return result


def ll_rsplit_whitespace(ARRAY, s, limit):
    count = 0
    at = _rskip_space(s, len(s.chars))
    while at > 0:
        count += 1
        if limit >= 0 and count > limit:
            break
        at = _rskip_space(s, _rskip_word(s, at))
    result = lltype.malloc(ARRAY, count)
    at = _rskip_space(s, len(s.chars))
    i = count - 1
    done = 0
    while i >= 0:
        start = _rskip_word(s, at)
        if limit >= 0 and done == limit:
            start = 0
        result[i] = ll_stringslice(s, start, at)
        at = _rskip_space(s, start)
        i -= 1
        done += 1
    return result


def _line_end(s, at):
    while at < len(s.chars) and ord(s.chars[at]) != 10 and ord(s.chars[at]) != 13:
        at += 1
    return at


def _next_line(s, end):
    if end >= len(s.chars):
        return end
    if ord(s.chars[end]) == 13 and end + 1 < len(s.chars) and ord(s.chars[end + 1]) == 10:
        return end + 2
    return end + 1


def ll_splitlines(ARRAY, s, keep_newlines):
    length = len(s.chars)
    count = 0
    at = 0
    while at < length:
        at = _next_line(s, _line_end(s, at))
        count += 1
    result = lltype.malloc(ARRAY, count)
    at = 0
    i = 0
    while i < count:
        end = _line_end(s, at)
        after = _next_line(s, end)
        if keep_newlines:
            end = after
        result[i] = ll_stringslice(s, at, end)
        at = after
        i += 1
    return result


def ll_strip_default(s, left, right):
    start = 0
    stop = len(s.chars)
    if left:
        start = _skip_space(s, 0)
    if right:
        while stop > start and _is_space(s.chars[stop - 1]):
            stop -= 1
    return ll_stringslice(s, start, stop)


def ll_strip(s, chars, left, right):
    start = 0
    stop = len(s.chars)
    if left:
        while start < stop and ll_contains_char(chars, s.chars[start]):
            start += 1
    if right:
        while stop > start and ll_contains_char(chars, s.chars[stop - 1]):
            stop -= 1
    return ll_stringslice(s, start, stop)


# ------------------------------------------------------------ kinds of characters

def ll_char_isspace(c):
    return _is_space(c)


# By number, so that they are for the characters of unicode strings, too.

def ll_char_isdigit(c):
    return 48 <= ord(c) <= 57


def ll_char_isupper(c):
    return 65 <= ord(c) <= 90


def ll_char_islower(c):
    return 97 <= ord(c) <= 122


def ll_char_isalpha(c):
    return ll_char_isupper(c) or ll_char_islower(c)


def ll_char_isalnum(c):
    return ll_char_isalpha(c) or ll_char_isdigit(c)


def ll_isspace(s):
    i = 0
    while i < len(s.chars):
        if not ll_char_isspace(s.chars[i]):
            return False
        i += 1
    return i > 0


def ll_isdigit(s):
    i = 0
    while i < len(s.chars):
        if not ll_char_isdigit(s.chars[i]):
            return False
        i += 1
    return i > 0


def ll_isalpha(s):
    i = 0
    while i < len(s.chars):
        if not ll_char_isalpha(s.chars[i]):
            return False
        i += 1
    return i > 0


def ll_isalnum(s):
    i = 0
    while i < len(s.chars):
        if not ll_char_isalnum(s.chars[i]):
            return False
        i += 1
    return i > 0


def ll_isupper(s):
    some = False
    i = 0
    while i < len(s.chars):
        if ll_char_islower(s.chars[i]):
            return False
        if ll_char_isupper(s.chars[i]):
            some = True
        i += 1
    return some


def ll_islower(s):
    some = False
    i = 0
    while i < len(s.chars):
        if ll_char_isupper(s.chars[i]):
            return False
        if ll_char_islower(s.chars[i]):
            some = True
        i += 1
    return some


def ll_lower_char(c):
    if ll_char_isupper(c):
        return chr(ord(c) + 32)
    return c


def ll_upper_char(c):
    if ll_char_islower(c):
        return chr(ord(c) - 32)
    return c


def ll_lower(s):
    length = len(s.chars)
    result = mallocstr(length)
    i = 0
    while i < length:
        result.chars[i] = ll_lower_char(s.chars[i])
        i += 1
    return result


def ll_upper(s):
    length = len(s.chars)
    result = mallocstr(length)
    i = 0
    while i < length:
        result.chars[i] = ll_upper_char(s.chars[i])
        i += 1
    return result


# ------------------------------------------------------------ numbers

def _skip_blanks(s, at):
    while at < len(s.chars) and ord(s.chars[at]) == 32:
        at += 1
    return at


def ll_int(s, base):
    if not 2 <= base <= 36:
        raise ValueError
    length = len(s.chars)
    at = _skip_blanks(s, 0)
    if at >= length:
        raise ValueError
    negative = False
    c = ord(s.chars[at])
    if c == 45 or c == 43:
        negative = c == 45
        at = _skip_blanks(s, at + 1)
    start = at
    value = 0
    while at < length:
        c = ord(s.chars[at])
        if 48 <= c and c <= 57:
            digit = c - 48
        elif 97 <= c and c <= 122:
            digit = c - 87
        elif 65 <= c and c <= 90:
            digit = c - 55
        else:
            break
        if digit >= base:
            break
        value = value * base + digit
        at += 1
    if at == start:
        raise ValueError
    if _skip_blanks(s, at) < length:
        raise ValueError
    if negative:
        return -value
    return value


def ll_float(s):
    from rpython.rlib.rfloat import rstring_to_float
    from rpython.rtyper.annlowlevel import hlstr
    start = _skip_space(s, 0)
    stop = _rskip_space(s, len(s.chars))
    if stop <= start:
        raise ValueError
    text = hlstr(ll_stringslice(s, start, stop))
    assert text is not None
    return rstring_to_float(text)


# ------------------------------------------------------------ between bytes and code points

def ll_str2unicode(s):
    return ll_decode_ascii(s)


def ll_unicode2str(s):
    if not s:
        return conststr('None')
    return ll_encode_ascii(s)


def ll_decode_ascii(s):
    length = len(s.chars)
    result = mallocunicode(length)
    i = 0
    while i < length:
        n = ord(s.chars[i])
        if n > 127:
            raise UnicodeDecodeError
        result.chars[i] = unichr(n)
        i += 1
    return result


def ll_encode_ascii(s):
    length = len(s.chars)
    result = mallocstr(length)
    i = 0
    while i < length:
        n = ord(s.chars[i])
        if n > 127:
            raise UnicodeEncodeError
        result.chars[i] = chr(n)
        i += 1
    return result


def _utf8_length(n):
    if n < 0x80:
        return 1
    if n < 0x800:
        return 2
    if n < 0x10000:
        return 3
    return 4


def ll_encode_utf8(s):
    length = 0
    i = 0
    while i < len(s.chars):
        length += _utf8_length(ord(s.chars[i]))
        i += 1
    result = mallocstr(length)
    at = 0
    i = 0
    while i < len(s.chars):
        n = ord(s.chars[i])
        count = _utf8_length(n)
        k = count - 1
        while k > 0:
            result.chars[at + k] = chr(0x80 | (n & 0x3f))
            n >>= 6
            k -= 1
        if count == 2:
            n |= 0xc0
        elif count == 3:
            n |= 0xe0
        elif count == 4:
            n |= 0xf0
        result.chars[at] = chr(n)
        at += count
        i += 1
    return result


def _utf8_count(s, at):
    """The number of bytes of the character that starts here; checks them."""
    first = ord(s.chars[at])
    if first < 0x80:
        return 1
    if first < 0xc2 or first > 0xf4:
        raise UnicodeDecodeError
    count = 2
    if first >= 0xf0:
        count = 4
    elif first >= 0xe0:
        count = 3
    if at + count > len(s.chars):
        raise UnicodeDecodeError
    k = 1
    while k < count:
        if ord(s.chars[at + k]) & 0xc0 != 0x80:
            raise UnicodeDecodeError
        k += 1
    second = ord(s.chars[at + 1])
    if (first == 0xe0 and second < 0xa0) or (first == 0xf0 and second < 0x90):
        raise UnicodeDecodeError
    if first == 0xf4 and second > 0x8f:
        raise UnicodeDecodeError
    return count


def ll_decode_utf8(s):
    length = 0
    at = 0
    while at < len(s.chars):
        at += _utf8_count(s, at)
        length += 1
    result = mallocunicode(length)
    at = 0
    i = 0
    while i < length:
        n = ord(s.chars[at])
        count = _utf8_count(s, at)
        if count > 1:
            n &= 0xff >> (count + 1)
            k = 1
            while k < count:
                n = (n << 6) | (ord(s.chars[at + k]) & 0x3f)
                k += 1
        result.chars[i] = unichr(n)
        at += count
        i += 1
    return result


def ll_decode_latin1(s):
    length = len(s.chars)
    result = mallocunicode(length)
    i = 0
    while i < length:
        result.chars[i] = unichr(ord(s.chars[i]))
        i += 1
    return result


def ll_encode_latin1(s):
    length = len(s.chars)
    result = mallocstr(length)
    i = 0
    while i < length:
        n = ord(s.chars[i])
        if n > 255:
            raise UnicodeEncodeError
        result.chars[i] = chr(n)
        i += 1
    return result


# ------------------------------------------------------------ iteration

def ll_strnext(iterator):
    index = iterator.index
    s = iterator.container
    if index >= len(s.chars):
        raise StopIteration
    iterator.index = index + 1
    return s.chars[index]
