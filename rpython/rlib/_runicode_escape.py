"""Codecs that write characters as escapes, in tables of single bytes, or as they are in memory."""
import sys

from rpython.rlib import jit
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rlib.runicode import (
    MAXUNICODE, default_unicode_error_decode, default_unicode_error_encode, str_decode_latin_1,
    unicode_encode_latin_1)
from rpython.rlib.unicodedata import unicodedb

hexdigits = "0123456789ABCDEFabcdef"


# ---------------------------------------------------------------- tables of single bytes

ERROR_CHAR = u'\ufffe'
UNDEFINED = "character maps to <undefined>"


@specialize.argtype(5)
def str_decode_charmap(s, size, errors, final=False, errorhandler=None, mapping=None):
    """By a dict from bytes to text (or an object with its method `get`). U+FFFE stands for nothing."""
    if mapping is None:
        return str_decode_latin_1(s, size, errors, final, errorhandler)
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        c = mapping.get(s[pos], ERROR_CHAR)
        if c == ERROR_CHAR:
            c, pos = errorhandler(errors, "charmap", UNDEFINED, s, pos, pos + 1)
        else:
            pos += 1
        result.append(c)
    return result.build(), pos


def unicode_encode_charmap(s, size, errors, errorhandler=None, mapping=None):
    """By a dict from characters to bytes (or an object with its method `get`). '' stands for nothing."""
    if mapping is None:
        return unicode_encode_latin_1(s, size, errors, errorhandler)
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    assert size >= 0
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        c = mapping.get(s[pos], '')
        if len(c) > 0:
            result.append(c)
            pos += 1
            continue
        # The handler gets all that follow one another at once.
        start = pos
        stop = pos + 1
        while stop < size and len(mapping.get(s[stop], '')) == 0:
            stop += 1
        ru, rs, pos = errorhandler(errors, "charmap", UNDEFINED, s, start, stop)
        if rs is not None:
            result.append(rs)
            continue
        for instead in ru:
            c = mapping.get(instead, '')
            if len(c) == 0:
                errorhandler("strict", "charmap", UNDEFINED, s, start, start + 1)
            result.append(c)
    return result.build()


# ---------------------------------------------------------------- reading escapes

def _hex_value(c):
    if '0' <= c <= '9':
        return ord(c) - ord('0')
    if 'a' <= c <= 'f':
        return ord(c) - ord('a') + 10
    if 'A' <= c <= 'F':
        return ord(c) - ord('A') + 10
    return -1


def hexescape(builder, s, pos, digits, encoding, errorhandler, message, errors):
    """Reads the digits of an escape whose two characters stand before `pos`; the position behind it."""
    number = r_uint(0)
    end = pos
    while end < pos + digits and end < len(s):
        value = _hex_value(s[end])
        if value < 0:
            break
        number = number << 4 | r_uint(value)
        end += 1
    if end < pos + digits:
        r, pos = errorhandler(errors, encoding, message, s, pos - 2, end)
        builder.append(r)
        return pos
    if number > r_uint(MAXUNICODE):
        r, pos = errorhandler(errors, encoding, "illegal Unicode character", s, pos - 2, end)
        builder.append(r)
        return pos
    builder.append(unichr(intmask(number)))
    return end


_SIMPLE_KEYS = '\\\'"bftnrva'
_SIMPLE_VALUES = '\\\'"\b\f\t\n\r\v\a'


def _octal(builder, s, pos, size):
    """Up to three digits, the first of which stands at `pos`."""
    number = 0
    end = pos
    while end < size and end < pos + 3 and '0' <= s[end] <= '7':
        number = number * 8 + ord(s[end]) - ord('0')
        end += 1
    builder.append(unichr(number))
    return end


def _named(builder, s, pos, size, errors, errorhandler, unicodedata_handler):
    """The name in braces that must stand at `pos`; the position behind it."""
    assert pos >= 0
    end = pos
    code = -1
    message = "malformed \\N character escape"
    if pos < size and s[pos] == '{':
        while end < size and s[end] != '}':
            end += 1
        if end < size and end > pos:
            message = "unknown Unicode character name"
            code = unicodedata_handler.call(s[pos + 1:end])
    if code < 0:
        r, pos = errorhandler(errors, "unicodeescape", message, s, pos - 1, end + 1)
        builder.append(r)
        return pos
    builder.append(unichr(intmask(code)))
    return end + 1


def str_decode_unicode_escape(s, size, errors, final=False, errorhandler=None, unicodedata_handler=None):
    """From the escapes of unicode literals; other bytes are Latin-1. `unicodedata_handler.call(name)` gives the
    number of a character, or -1; without it \\N is no escape."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    builder = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        c = s[pos]
        pos += 1
        if c != '\\':
            builder.append(unichr(ord(c)))
            continue
        if pos >= size:
            r, pos = errorhandler(errors, "unicodeescape", "\\ at end of string", s, pos - 1, size)
            builder.append(r)
            continue
        c = s[pos]
        pos += 1
        simple = _SIMPLE_KEYS.find(c)
        if simple >= 0:
            builder.append(unichr(ord(_SIMPLE_VALUES[simple])))
        elif '0' <= c <= '7':
            pos = _octal(builder, s, pos - 1, size)
        elif c == 'x':
            pos = hexescape(builder, s, pos, 2, "unicodeescape", errorhandler, "truncated \\xXX escape", errors)
        elif c == 'u':
            pos = hexescape(builder, s, pos, 4, "unicodeescape", errorhandler, "truncated \\uXXXX escape", errors)
        elif c == 'U':
            pos = hexescape(builder, s, pos, 8, "unicodeescape", errorhandler, "truncated \\UXXXXXXXX escape",
                            errors)
        elif c == 'N' and unicodedata_handler is not None:
            pos = _named(builder, s, pos, size, errors, errorhandler, unicodedata_handler)
        elif c != '\n':
            builder.append(u'\\')
            builder.append(unichr(ord(c)))
    return builder.build(), pos


def str_decode_raw_unicode_escape(s, size, errors, final=False, errorhandler=None):
    """From \\uhhhh and \\Uhhhhhhhh behind an odd number of backslashes; other bytes are Latin-1."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    pos = 0
    while pos < size:
        c = s[pos]
        pos += 1
        if c != '\\':
            result.append(unichr(ord(c)))
            continue
        slashes = 1
        while pos < size and s[pos] == '\\':
            slashes += 1
            pos += 1
        escape = slashes & 1 and pos < size and (s[pos] == 'u' or s[pos] == 'U')
        result.append_multiple_char(u'\\', slashes - 1 if escape else slashes)
        if escape:
            digits = 4 if s[pos] == 'u' else 8
            pos = hexescape(result, s, pos + 1, digits, "rawunicodeescape", errorhandler, "truncated \\uXXXX",
                            errors)
    return result.build(), pos


# ---------------------------------------------------------------- writing escapes

def make_unicode_escape_function(pass_printable=False, unicode_output=False, quotes=False, prefix=None):
    """(an encoder that escapes what is not ASCII, or not printable; a function that appends one escape).

    The result is bytes or unicode, with quotes (and a prefix) around it or without.
    """
    Builder = UnicodeBuilder if unicode_output else StringBuilder
    text = unicode if unicode_output else str
    character = unichr if unicode_output else chr
    backslash = text('\\')
    table = text('0123456789abcdef')
    short = text('\\x')
    middle = text('\\u')
    long = text('\\U')
    tab, newline, cr = text('\\t'), text('\\n'), text('\\r')
    start = text(prefix or '')

    def char_escape_helper(result, char):
        if char < 0 or char >= 0x10000:
            result.append(long)
            count = 8
        elif char >= 0x100:
            result.append(middle)
            count = 4
        else:
            result.append(short)
            count = 2
        while count > 0:
            count -= 1
            result.append(table[char >> (count * 4) & 15])

    def plain(code):
        if pass_printable:
            return code <= MAXUNICODE and unicodedb.isprintable(code)
        return 32 <= code < 127

    @jit.elidable
    def escape(s, size):
        result = Builder(size)
        quote = 0
        if quotes:
            result.append(start)
            quote = ord("'")
            if s.find(u"'") >= 0 and s.find(u'"') < 0:
                quote = ord('"')
            result.append(character(quote))
        for pos in range(size):
            code = ord(s[pos])
            if code == ord('\\') or (quotes and code == quote):
                result.append(backslash)
                result.append(character(code))
            elif code == 9:
                result.append(tab)
            elif code == 10:
                result.append(newline)
            elif code == 13:
                result.append(cr)
            elif plain(code):
                result.append(character(code))
            else:
                char_escape_helper(result, code)
        if quotes:
            result.append(character(quote))
        return result.build()

    def unicode_escape(s, size, errors, errorhandler=None):
        return escape(s, size)

    return unicode_escape, char_escape_helper


unicode_encode_unicode_escape, raw_unicode_escape_helper = make_unicode_escape_function()
raw_unicode_escape_helper_unicode = make_unicode_escape_function(unicode_output=True)[1]


def unicode_encode_raw_unicode_escape(s, size, errors, errorhandler=None):
    """To Latin-1, with escapes for what is beyond it."""
    assert size >= 0
    result = StringBuilder(size)
    for pos in range(size):
        code = ord(s[pos])
        if code < 0x100:
            result.append(chr(code))
        else:
            raw_unicode_escape_helper(result, code)
    return result.build()


# ---------------------------------------------------------------- as in memory

UNIT = 4


def str_decode_unicode_internal(s, size, errors, final=False, errorhandler=None):
    """From the numbers of characters in four bytes each, in the machine's order."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size // UNIT)
    pos = 0
    while pos < size:
        if pos > size - UNIT:
            r, pos = errorhandler(errors, "unicode_internal", "truncated input", s, pos, size)
            result.append(r)
            continue
        code = r_uint(0)
        for i in range(UNIT):
            if sys.byteorder == 'little':
                code |= r_uint(ord(s[pos + i])) << (i * 8)
            else:
                code = code << 8 | r_uint(ord(s[pos + i]))
        if code > r_uint(MAXUNICODE):
            r, pos = errorhandler(errors, "unicode_internal", "unichr(%d) not in range" % code, s, pos, pos + UNIT)
            result.append(r)
            continue
        result.append(unichr(intmask(code)))
        pos += UNIT
    return result.build(), pos


def unicode_encode_unicode_internal(s, size, errors, errorhandler=None):
    """To the numbers of characters in four bytes each, in the machine's order."""
    assert size >= 0
    result = StringBuilder(size * UNIT)
    for pos in range(size):
        code = ord(s[pos])
        for i in range(UNIT):
            shift = i if sys.byteorder == 'little' else UNIT - 1 - i
            result.append(chr(code >> (shift * 8) & 0xff))
    return result.build()


# ---------------------------------------------------------------- decimal digits

def _decimal_char(code):
    """The byte that stands for a character in a number, or -1."""
    if unicodedb.isspace(code):
        return 32
    if unicodedb.isdecimal(code):
        return 48 + unicodedb.decimal(code)
    if 0 < code < 256:
        return code
    return -1


def unicode_encode_decimal(s, size, errors, errorhandler=None):
    """To the digits and spaces of ASCII; other characters of Latin-1 stay, except the zero byte."""
    if errorhandler is None:
        errorhandler = default_unicode_error_encode
    message = "invalid decimal Unicode string"
    assert size >= 0
    result = StringBuilder(size)
    pos = 0
    while pos < size:
        c = _decimal_char(ord(s[pos]))
        if c >= 0:
            result.append(chr(c))
            pos += 1
            continue
        start = pos
        stop = pos + 1
        while stop < size and _decimal_char(ord(s[stop])) < 0:
            stop += 1
        ru, rs, pos = errorhandler(errors, 'decimal', message, s, start, stop)
        if rs is not None:
            errorhandler('strict', 'decimal', message, s, start, stop)
        for instead in ru:
            c = _decimal_char(ord(instead))
            if c < 0:
                errorhandler('strict', 'decimal', message, s, start, stop)
            result.append(chr(c & 0xff))
    return result.build()
