"""Codecs between byte strings and unicode strings.

A decoder takes `(s, size, errors, final, errorhandler)` and returns the text and the position behind what it read:
what may be the beginning of a longer sequence is left unread unless `final` is set. An encoder takes
`(u, size, errors, errorhandler)` and returns the bytes.

At an error the handler is called as `errorhandler(errors, encoding, message, input, start, end)`. A decoder's handler
returns the text to put there and the position to go on at; an encoder's returns text that is encoded in its turn or
`None`, bytes that are taken as they are or `None`, and the position. Handlers raise an exception where the error
is final.
"""
import sys

from rpython.rlib import jit
from rpython.rlib.nonconst import NonConstant
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rlib.unicodedata import unicodedb

MAXUNICODE = 0x10ffff
allow_surrogate_by_default = False
BYTEORDER = sys.byteorder
BYTEORDER2 = BYTEORDER[0] + 'e'
REPLACEMENT = u'\ufffd'

UNICHR = unichr
ORD = ord


def is_narrow_host():
    """Whether unicode strings of the untranslated program have characters of sixteen bits."""
    return not we_are_translated() and sys.maxunicode == 0xffff


def code_to_unichr(code):
    """The text of a character."""
    return unichr(intmask(code))


def unichr_returns_surrogate(c):
    """The text of a character, where beyond sixteen bits a pair of surrogates."""
    if c <= 0xffff or c > MAXUNICODE:
        return unichr(c)
    c -= 0x10000
    return unichr(0xd800 + (c >> 10)) + unichr(0xdc00 + (c & 0x3ff))


def ord_accepts_surrogate(u):
    """The number of one character, which may be a pair of surrogates."""
    if len(u) == 2:
        high, low = ord(u[0]), ord(u[1])
        if 0xd800 <= high <= 0xdbff and 0xdc00 <= low <= 0xdfff:
            return 0x10000 + ((high & 0x3ff) << 10 | low & 0x3ff)
    if len(u) != 1:
        raise TypeError
    return ord(u[0])


def default_unicode_error_decode(errors, encoding, msg, s, startingpos, endingpos):
    """The handler of decoders for 'strict', 'ignore' and 'replace'."""
    assert endingpos >= 0
    if errors == 'ignore':
        return u'', endingpos
    if errors == 'replace':
        return REPLACEMENT, endingpos
    raise UnicodeDecodeError(encoding, s, startingpos, endingpos, msg)


def default_unicode_error_encode(errors, encoding, msg, u, startingpos, endingpos):
    """The handler of encoders for 'strict', 'ignore' and 'replace'."""
    assert endingpos >= 0
    if errors == 'ignore':
        return u'', None, endingpos
    if errors == 'replace':
        return u'?', None, endingpos
    raise UnicodeEncodeError(encoding, u, startingpos, endingpos, msg)


# ---------------------------------------------------------------- UTF-8

UNEXPECTED_END = 'unexpected end of data'
BAD_START = 'invalid start byte'
BAD_CONTINUATION = 'invalid continuation byte'
SURROGATE = 'surrogates not allowed'


def _sequence_length(first):
    """The number of bytes in a sequence that begins with this byte, 0 if none does."""
    if first < 0x80:
        return 1
    if first < 0xc2:
        return 0
    if first < 0xe0:
        return 2
    if first < 0xf0:
        return 3
    if first < 0xf5:
        return 4
    return 0


# The number of bytes in a sequence by its first byte, from 0x80 on.
_utf8_code_length = ''.join([chr(_sequence_length(_first)) for _first in range(0x80, 0x100)])


def _second_fits(first, second, allow_surrogates):
    """Whether a second byte may follow: it must not make the sequence longer than needed, or its number too large."""
    low, high = 0x80, 0xbf
    if first == 0xe0:
        low = 0xa0
    elif first == 0xed:
        if not allow_surrogates:
            high = 0x9f
    elif first == 0xf0:
        low = 0x90
    elif first == 0xf4:
        high = 0x8f
    return low <= second <= high


def _good_bytes(s, pos, stop, allow_surrogates):
    """How many bytes from `pos` on, before `stop`, fit together as one sequence; the first is known to."""
    if pos + 1 >= stop or not _second_fits(ord(s[pos]), ord(s[pos + 1]), allow_surrogates):
        return 1
    good = 2
    while pos + good < stop and ord(s[pos + good]) & 0xc0 == 0x80:
        good += 1
    return good


def _utf_8_number(s, pos, length):
    """The character that a correct sequence of two bytes or more stands for."""
    code = ord(s[pos]) & (0x7f >> length)
    for i in range(1, length):
        code = code << 6 | (ord(s[pos + i]) & 0x3f)
    return code


def _append_utf_8(result, code):
    """Appends the bytes of a character."""
    if code < 0x80:
        result.append(chr(code))
        return
    if code < 0x800:
        result.append(chr(0xc0 | code >> 6))
    else:
        if code < 0x10000:
            result.append(chr(0xe0 | code >> 12))
        else:
            result.append(chr(0xf0 | code >> 18))
            result.append(chr(0x80 | code >> 12 & 0x3f))
        result.append(chr(0x80 | code >> 6 & 0x3f))
    result.append(chr(0x80 | code & 0x3f))


def str_decode_utf_8(s, size, errors, final=False, errorhandler=None, allow_surrogates=False):
    """From UTF-8."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    return str_decode_utf_8_impl(s, size, errors, final, errorhandler, allow_surrogates)


def str_decode_utf_8_impl(s, size, errors, final, errorhandler, allow_surrogates):
    """From UTF-8, with a handler that must be given."""
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        first = ord(s[pos])
        if first < 0x80:
            result.append(unichr(first))
            pos += 1
            continue
        length = _sequence_length(first)
        if length == 0:
            r, pos = errorhandler(errors, 'utf8', BAD_START, s, pos, pos + 1)
            result.append(r)
            continue
        stop = pos + length
        if stop > size:
            if not final:
                break
            stop = size
        good = _good_bytes(s, pos, stop, allow_surrogates)
        if good == length:
            result.append(unichr(_utf_8_number(s, pos, length)))
            pos += length
            continue
        message = UNEXPECTED_END if pos + good == size else BAD_CONTINUATION
        r, pos = errorhandler(errors, 'utf8', message, s, pos, pos + good)
        result.append(r)
    return result.build(), pos


def unicode_encode_utf_8(s, size, errors, errorhandler=None, allow_surrogates=False):
    """To UTF-8. Where surrogates are allowed, a pair of them is one character, and a lone one is encoded."""
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    return unicode_encode_utf_8_impl(s, size, errors, errorhandler, allow_surrogates)


def unicode_encode_utf_8_impl(s, size, errors, errorhandler, allow_surrogates=False):
    """To UTF-8, with a handler that must be given."""
    assert size >= 0
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        code = ord(s[pos])
        pos += 1
        if 0xd800 <= code <= 0xdfff:
            low = ord(s[pos]) if pos < size else 0
            # A character beyond sixteen bits is a pair where unicode strings of the untranslated program are narrow.
            if (allow_surrogates or sys.maxunicode == 0xffff) and code < 0xdc00 and 0xdc00 <= low <= 0xdfff:
                code = 0x10000 + ((code & 0x3ff) << 10 | low & 0x3ff)
                pos += 1
            # The handler has a type even in programs that allow surrogates everywhere.
            elif not allow_surrogates or NonConstant(False):
                start = pos - 1
                ru, rs, pos = errorhandler(errors, 'utf8', SURROGATE, s, start, pos)
                if rs is not None:
                    result.append(rs)
                    continue
                for c in ru:
                    if ord(c) >= 0x80:
                        errorhandler('strict', 'utf8', SURROGATE, s, start, start + 1)
                    result.append(chr(ord(c) & 0x7f))
                continue
        _append_utf_8(result, code)
    return result.build()


@jit.elidable
def str_decode_utf_8_elidable(s, size, errors, final=False, errorhandler=None, allow_surrogates=False):
    """From UTF-8, for constant folding: the handler must have no effects."""
    return str_decode_utf_8(s, size, errors, final, errorhandler, allow_surrogates)


@jit.elidable
def unicode_encode_utf_8_elidable(s, size, errors, errorhandler=None, allow_surrogates=False):
    """To UTF-8, for constant folding: the handler must have no effects."""
    return unicode_encode_utf_8(s, size, errors, errorhandler, allow_surrogates)


def unicode_encode_utf8sp(s, size):
    """To UTF-8, with each surrogate encoded by itself, so that decoding gives the same text again."""
    assert size >= 0
    result = StringBuilder(size)
    for i in range(size):
        _append_utf_8(result, ord(s[i]))
    return result.build()


class SurrogateError(Exception):
    """A surrogate where none is allowed."""

    def __init__(self, char, index):
        self.char = char
        self.index = index


def unicode_encode_utf8_forbid_surrogates(s, size):
    """To UTF-8; a surrogate raises SurrogateError with its number and the position behind it."""
    assert size >= 0
    result = StringBuilder(size)
    for i in range(size):
        code = ord(s[i])
        if 0xd800 <= code <= 0xdfff:
            raise SurrogateError(code, i + 1)
        _append_utf_8(result, code)
    return result.build()


# ---------------------------------------------------------------- UTF-16

def _unit(s, pos, size, big):
    """The number in the bytes of one unit."""
    code = r_uint(0)
    for i in range(size):
        code = code << 8 | r_uint(ord(s[pos + i if big else pos + size - 1 - i]))
    return code


def _append_unit(result, code, size, big):
    """Appends the bytes of one unit."""
    for i in range(size):
        shift = size - 1 - i if big else i
        result.append(chr(code >> shift * 8 & 0xff))


def _order_of(s, size, unit, byteorder):
    """Whether the text is big-endian, -1, 0 or 1 as the order is told apart in the result, and where it begins.

    Without a given order the mark at the beginning decides, and is no part of the text.
    """
    if byteorder == "little":
        return False, -1, 0
    if byteorder != "native":
        return True, 1, 0
    if size >= unit:
        if _unit(s, 0, unit, False) == r_uint(0xfeff):
            return False, -1, unit
        if _unit(s, 0, unit, True) == r_uint(0xfeff):
            return True, 1, unit
    return BYTEORDER == 'big', 0, 0


def str_decode_utf_16_helper(s, size, errors, final=True, errorhandler=None, byteorder="native",
                             public_encoding_name='utf16'):
    """From UTF-16: the text, the position, and the order of bytes that was found (-1 little, 1 big, 0 none)."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    big, order, pos = _order_of(s, size, 2, byteorder)
    result = UnicodeBuilder(size // 2)
    while pos < size:
        if size - pos < 2:
            if not final:
                break
            r, pos = errorhandler(errors, public_encoding_name, 'truncated data', s, pos, size)
            result.append(r)
            continue
        code = _unit16(s, pos, big)
        if code < 0xd800 or code > 0xdfff:
            result.append(unichr(code))
            pos += 2
            continue
        if size - pos < 4:
            if not final:
                break
            r, pos = errorhandler(errors, public_encoding_name, UNEXPECTED_END, s, pos, size)
            result.append(r)
            continue
        if code >= 0xdc00:
            r, pos = errorhandler(errors, public_encoding_name, 'illegal encoding', s, pos, pos + 2)
            result.append(r)
            continue
        low = _unit16(s, pos + 2, big)
        if 0xdc00 <= low <= 0xdfff:
            result.append(unichr(0x10000 + ((code & 0x3ff) << 10 | low & 0x3ff)))
            pos += 4
        else:
            r, pos = errorhandler(errors, public_encoding_name, 'illegal UTF-16 surrogate', s, pos, pos + 2)
            result.append(r)
    return result.build(), pos, order


def _unit16(s, pos, big):
    first, second = ord(s[pos]), ord(s[pos + 1])
    return first << 8 | second if big else second << 8 | first


def _append_utf_16(result, code, big):
    if code < 0x10000:
        _append_unit(result, code, 2, big)
    else:
        code -= 0x10000
        _append_unit(result, 0xd800 | code >> 10, 2, big)
        _append_unit(result, 0xdc00 | code & 0x3ff, 2, big)


def _append_utf_32(result, code, big):
    _append_unit(result, code, 4, big)


def _make_encoder(unit, append, name):
    """The encoder to units of 2 or 4 bytes."""

    def encode(s, size, errors, errorhandler=None, allow_surrogates=True, byteorder='little',
               public_encoding_name=name):
        if errorhandler is None:
            errorhandler = default_unicode_error_encode
        assert size >= 0
        result = StringBuilder((size + 1) * unit)
        if byteorder == 'native':
            byteorder = BYTEORDER
            append(result, 0xfeff, byteorder == 'big')
        big = byteorder == 'big'
        pos = 0
        while pos < size:
            code = ord(s[pos])
            pos += 1
            if allow_surrogates or code < 0xd800 or code > 0xdfff:
                append(result, code, big)
                continue
            start = pos - 1
            ru, rs, pos = errorhandler(errors, public_encoding_name, SURROGATE, s, start, pos)
            if rs is not None:
                if len(rs) % unit != 0:
                    errorhandler('strict', public_encoding_name, SURROGATE, s, start, start + 1)
                result.append(rs)
                continue
            for c in ru:
                if ord(c) >= 0xd800:
                    errorhandler('strict', public_encoding_name, SURROGATE, s, start, start + 1)
                append(result, ord(c), big)
        return result.build()

    return encode


unicode_encode_utf_16_helper = _make_encoder(2, _append_utf_16, 'utf16')
unicode_encode_utf_32_helper = _make_encoder(4, _append_utf_32, 'utf32')


# ---------------------------------------------------------------- UTF-32

def str_decode_utf_32_helper(s, size, errors, final=True, errorhandler=None, byteorder="native",
                             public_encoding_name='utf32', allow_surrogates=True):
    """From UTF-32: the text, the position, and the order of bytes that was found (-1 little, 1 big, 0 none)."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    big, order, pos = _order_of(s, size, 4, byteorder)
    result = UnicodeBuilder(size // 4)
    while pos < size:
        if size - pos < 4:
            if not final:
                break
            r, pos = errorhandler(errors, public_encoding_name, 'truncated data', s, pos, size)
            result.append(r)
            continue
        code = _unit(s, pos, 4, big)
        if code > r_uint(MAXUNICODE):
            # The handler gets all that is left.
            r, pos = errorhandler(errors, public_encoding_name, 'codepoint not in range(0x110000)',
                                  s, pos, size)
            result.append(r)
            continue
        if not allow_surrogates and r_uint(0xd800) <= code <= r_uint(0xdfff):
            r, pos = errorhandler(errors, public_encoding_name,
                                  'code point in surrogate code point range(0xd800, 0xe000)', s, pos, pos + 4)
            result.append(r)
            continue
        result.append(unichr(intmask(code)))
        pos += 4
    return result.build(), pos, order


def _make_codecs(name, decode, encode):
    """Decoder and encoder for each order of bytes, in both versions, put into this module."""

    def publish(suffix, order, own_name, public_name, options):

        def str_decode(s, size, errors, final=True, errorhandler=None):
            text, pos, _ = decode(s, size, errors, final, errorhandler, order, public_name, *options)
            return text, pos

        def unicode_encode(s, size, errors, errorhandler=None, allow_surrogates=True):
            return encode(s, size, errors, errorhandler, allow_surrogates, order, public_name)

        for prefix, function in [('str_decode_', str_decode), ('unicode_encode_', unicode_encode)]:
            function.__name__ = own_name % (prefix + 'utf_' + name + suffix)
            globals()[function.__name__] = function

    for suffix, order in [('', 'native'), ('_be', 'big'), ('_le', 'little')]:
        publish(suffix, order, '%s', 'utf' + name, ())
        letters = {'native': BYTEORDER[0] + 'e', 'big': 'be', 'little': 'le'}[order]
        # Python 3 has no surrogates in UTF-32.
        publish(suffix, order, 'py3k_%s', 'utf-' + name + '-' + letters, (False,) if name == '32' else ())


_make_codecs('16', str_decode_utf_16_helper, unicode_encode_utf_16_helper)
_make_codecs('32', str_decode_utf_32_helper, unicode_encode_utf_32_helper)


# ---------------------------------------------------------------- Latin-1 and ASCII

def str_decode_latin_1(s, size, errors, final=False, errorhandler=None):
    """From Latin-1: each byte is a character."""
    result = UnicodeBuilder(size)
    for i in range(size):
        result.append(unichr(ord(s[i])))
    return result.build(), size


def str_decode_ascii(s, size, errors, final=False, errorhandler=None):
    """From ASCII."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        code = ord(s[pos])
        if code < 0x80:
            result.append(unichr(code))
            pos += 1
        else:
            r, pos = errorhandler(errors, 'ascii', 'ordinal not in range(128)', s, pos, pos + 1)
            result.append(r)
    return result.build(), pos


def fast_str_decode_ascii(s):
    """From ASCII; anything else raises ValueError."""
    result = UnicodeBuilder(len(s))
    for c in s:
        if ord(c) >= 0x80:
            raise ValueError
        result.append(unichr(ord(c)))
    return result.build()


def unicode_encode_ucs1_helper(p, size, errors, errorhandler=None, limit=256):
    """To one byte for each character, where that is below a limit (128 or 256)."""
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    encoding, message = 'ascii', 'ordinal not in range(128)'
    if limit == 256:
        encoding, message = 'latin-1', 'ordinal not in range(256)'
    assert size >= 0
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        code = ord(p[pos])
        if code < limit:
            result.append(chr(code))
            pos += 1
            continue
        # The handler gets all that follow one another at once.
        start = pos
        stop = pos + 1
        while stop < size and ord(p[stop]) >= limit:
            stop += 1
        ru, rs, pos = errorhandler(errors, encoding, message, p, start, stop)
        if rs is not None:
            result.append(rs)
            continue
        for c in ru:
            if ord(c) >= limit:
                errorhandler('strict', encoding, message, p, start, stop)
            result.append(chr(ord(c) & 0xff))
    return result.build()


def unicode_encode_latin_1(p, size, errors, errorhandler=None):
    """To Latin-1."""
    return unicode_encode_ucs1_helper(p, size, errors, errorhandler, 256)


def unicode_encode_ascii(p, size, errors, errorhandler=None):
    """To ASCII."""
    return unicode_encode_ucs1_helper(p, size, errors, errorhandler, 128)


# The rest is in modules of its own, which build on this one.
from rpython.rlib._runicode_escape import (
    ERROR_CHAR, hexdigits, hexescape, make_unicode_escape_function, raw_unicode_escape_helper,
    raw_unicode_escape_helper_unicode, str_decode_charmap, str_decode_raw_unicode_escape,
    str_decode_unicode_escape, str_decode_unicode_internal, unicode_encode_charmap, unicode_encode_decimal,
    unicode_encode_raw_unicode_escape, unicode_encode_unicode_escape, unicode_encode_unicode_internal)
from rpython.rlib._runicode_utf7 import str_decode_utf_7, unicode_encode_utf_7
