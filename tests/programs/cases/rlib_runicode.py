# Codecs of runicode: UTF-8, -16, -32, -7, Latin-1, ASCII, escapes, charmaps, error handlers.
from rpython.rlib import runicode
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_uint
from _cases import entry_point_of


def show(s):
    text = ''
    for c in s:
        if 32 <= ord(c) < 127 and c != '<':
            text += c
        else:
            text += '<%d>' % ord(c)
    return text


def codes(u):
    return ' '.join(['%x' % ord(c) for c in u])


def strict(errors, encoding, message, text, start, stop):
    print '%s %s [%d:%d];' % (encoding, message, start, stop),
    return u'?', stop


def strict_encode(errors, encoding, message, text, start, stop):
    print '%s %s [%d:%d];' % (encoding, message, start, stop),
    return u'?', None, stop


def decode8(s, final=True, errors='x', surrogates=runicode.allow_surrogate_by_default):
    u, consumed = runicode.str_decode_utf_8(s, len(s), errors, final, strict, surrogates)
    print codes(u), '/', consumed


def case_utf8_decode():
    for s in ['', 'abc', '\xc3\xa9', '\xe2\x82\xac', '\xf0\x9f\x90\x8d', '\xef\xbb\xbfx']:
        decode8(s)


def case_utf8_decode_bad():
    for s in ['\x80', '\xffa', '\xc3a', '\xc0\xaf', '\xe2\x82', '\xe2\x82a', '\xe0\x80\x80', '\xf0\x9f\x90', '\xf0\x8f\x80\x80', '\xf4\x90\x80\x80',
              '\xf5a', '\xc3']:
        decode8(s)


def case_utf8_decode_partial():
    for s in ['a\xc3', '\xe2\x82', '\xe2', 'xy\xf0\x9f\x90', '\xf0\x9f', '\xe2a', '']:
        decode8(s, False)


def case_utf8_surrogates():
    decode8('\xed\xa0\x80', surrogates=True)
    decode8('\xed\xa0\x80', surrogates=False)
    decode8('\xed\xb0\x80x', surrogates=True)
    print show(runicode.unicode_encode_utf_8(u'\ud800x', 2, 'x', None, True))
    print show(runicode.unicode_encode_utf_8(u'a\udc00', 2, 'x', strict_encode, False))


def case_utf8_encode():
    for u in [u'', u'abc', u'\x7f\x80\u07ff\u0800\uffff', u'\U0001f40d\U0010ffff']:
        print show(runicode.unicode_encode_utf_8(u, len(u), 'strict')),
    print
    print show(runicode.unicode_encode_utf_8(u'abcdef', 3, 'strict'))


def case_utf16():
    for s in ['a\x00b\x00', '\xff\xfea\x00', '\xfe\xff\x00a', '=\xd8\r\xdc']:
        u, consumed = runicode.str_decode_utf_16(s, len(s), 'strict')
        print codes(u), consumed, '/',
    print
    u, consumed = runicode.str_decode_utf_16_be('\x00a\x20\xac', 4, 'strict')
    print codes(u), consumed,
    u, consumed = runicode.str_decode_utf_16_le('\xff\xfea\x00', 4, 'strict')
    print codes(u), consumed,
    u, consumed, order = runicode.str_decode_utf_16_helper('\xfe\xff\x00a', 4, 'strict')
    print codes(u), consumed, order


def case_utf16_bad():
    for s in ['a', 'a\x00b', '\x00\xd8a\x00', '\x00\xdc', '\x00\xd8', '\x00\xd8\x00']:
        u, consumed = runicode.str_decode_utf_16_le(s, len(s), 'x', True, strict)
        print codes(u), consumed, '/',
    print
    for s in ['a', 'a\x00b', '\x00\xd8', '\x00\xd8\x00']:
        u, consumed = runicode.str_decode_utf_16_le(s, len(s), 'x', False, strict)
        print codes(u), consumed, '/',
    print


def case_utf16_encode():
    u = u'a\u20ac\U0001f40d'
    print show(runicode.unicode_encode_utf_16(u, len(u), 'strict')), show(runicode.unicode_encode_utf_16_le(u, len(u), 'strict')),
    print show(runicode.unicode_encode_utf_16_be(u, len(u), 'strict'))


def case_utf32():
    for s in ['a\x00\x00\x00', '\xff\xfe\x00\x00\x0d\xf4\x01\x00', '\x00\x00\xfe\xff\x00\x00\x00a']:
        u, consumed = runicode.str_decode_utf_32(s, len(s), 'strict')
        print codes(u), consumed, '/',
    print
    for s in ['a\x00\x00', '\xff\xff\xff\xff', '\x00\x00\x11\x00']:
        u, consumed = runicode.str_decode_utf_32_le(s, len(s), 'x', True, strict)
        print codes(u), consumed, '/',
    print
    u = u'a\U0001f40d'
    print show(runicode.unicode_encode_utf_32_be(u, len(u), 'strict')), show(runicode.unicode_encode_utf_32_le(u, len(u), 'strict')),
    print len(runicode.unicode_encode_utf_32(u, len(u), 'strict'))


def case_utf7():
    for s in ['abc', 'a+AOk-b', '+2D3cDQ-', '1 +- 2', '+IKw', '+IKw-', 'a+!', '+IKwa!', 'x+AGE-y']:
        u, consumed = runicode.str_decode_utf_7(s, len(s), 'x', True, strict)
        print codes(u), consumed, '/',
    print
    for s in ['a+', 'a+IK', 'a+IKw', '+IKw-b', '+2D3']:
        u, consumed = runicode.str_decode_utf_7(s, len(s), 'x', False, strict)
        print codes(u), consumed, '/',
    print


def case_utf7_encode():
    for u in [u'abc', u'1 + 2', u'caf\xe9!', u'\u20ac', u'\u20ac-', u'\U0001f40dx', u'~\\', u'a\u20acb']:
        print show(runicode.unicode_encode_utf_7(u, len(u), 'strict')),
    print


def case_latin_and_ascii():
    u, consumed = runicode.str_decode_latin_1('a\xe9', 2, 'strict')
    print codes(u), consumed,
    u, consumed = runicode.str_decode_ascii('a\xe9b', 3, 'x', True, strict)
    print codes(u), consumed
    print show(runicode.unicode_encode_latin_1(u'a\xe9\u20ac\u20acb', 5, 'x', strict_encode)),
    print show(runicode.unicode_encode_ascii(u'a\xe9b', 3, 'x', strict_encode))


def case_default_handlers():
    try:
        runicode.str_decode_utf_8('ab\xff', 3, 'strict', True)
    except UnicodeDecodeError:
        print 'UnicodeDecodeError',
    try:
        runicode.unicode_encode_latin_1(u'\u20ac', 1, 'strict')
    except UnicodeEncodeError:
        print 'UnicodeEncodeError',
    try:
        runicode.unicode_encode_ascii(u'\x80', 1, 'strict')
    except UnicodeEncodeError:
        print 'UnicodeEncodeError',
    try:
        runicode.str_decode_ascii('\x80', 1, 'strict')
    except UnicodeDecodeError:
        print 'UnicodeDecodeError'


def back(errors, encoding, message, text, start, stop):
    return u'<>', start + 2


def case_handler_moves():
    u, consumed = runicode.str_decode_ascii('a\xe9\xe9\xe9b', 5, 'x', True, back)
    print codes(u), consumed
    u, consumed = runicode.str_decode_utf_8('a\xff\xff\xffb', 5, 'x', True, back)
    print codes(u), consumed


def bytes_handler(errors, encoding, message, text, start, stop):
    return None, '\xaa\xbb', stop


def case_encode_handler_gives_bytes():
    print show(runicode.unicode_encode_latin_1(u'a\u20acb', 3, 'x', bytes_handler)),
    print show(runicode.unicode_encode_ascii(u'\xe9', 1, 'x', bytes_handler))


def case_unicode_escape():
    for s in ['abc', '\\n\\t\\\\\\x41', '\\u20ac', '\\U0001f40d', '\\101\\7', '\\x4', '\\u12', '\\U00110000', '\\q', 'a\\']:
        u, consumed = runicode.str_decode_unicode_escape(s, len(s), 'x', True, strict)
        print codes(u), consumed, '/',
    print
    for u in [u'abc', u'\n\t\\\x00', u"it's", u'\xe9\u20ac\U0001f40d']:
        print runicode.unicode_encode_unicode_escape(u, len(u), 'strict'),
    print


def case_raw_unicode_escape():
    for s in ['a\\n', '\\u20ac', '\\\\u20ac', '\\U0001f40d', '\\u12', '\xe9', '\\']:
        u, consumed = runicode.str_decode_raw_unicode_escape(s, len(s), 'x', True, strict)
        print codes(u), consumed, '/',
    print
    for u in [u'abc\n\\', u'\xe9', u'\u20ac', u'\U0001f40d']:
        print show(runicode.unicode_encode_raw_unicode_escape(u, len(u), 'strict')),
    print


MAP = {'a': u'1', 'b': u'\u20ac\u20ac'}
BACK = {u'1': 'a', u'\u20ac': 'bb'}


def case_charmap():
    u, consumed = runicode.str_decode_charmap('abba', 4, 'strict', True, None, MAP)
    print codes(u), consumed,
    u, consumed = runicode.str_decode_charmap('a!b', 3, 'x', True, strict, MAP)
    print codes(u), consumed,
    u, consumed = runicode.str_decode_charmap('\xe9', 1, 'strict', True, None, None)
    print codes(u)
    print show(runicode.unicode_encode_charmap(u'1\u20ac1', 3, 'strict', None, BACK)),
    print show(runicode.unicode_encode_charmap(u'\xe9', 1, 'strict', None, None))


def case_decimal():
    print show(runicode.unicode_encode_decimal(u' 12 ', 4, 'strict')),
    try:
        runicode.unicode_encode_decimal(u' 12, \u1234 ', 7, None)
    except UnicodeEncodeError:
        print 'UnicodeEncodeError'


def case_characters():
    print codes(runicode.UNICHR(0x20ac)), runicode.ORD(u'\u20ac'), runicode.ORD(u'a'), runicode.MAXUNICODE
    print codes(runicode.code_to_unichr(0x1f40d)), codes(runicode.code_to_unichr(65))
    try:
        runicode.UNICHR(0x110000)
    except ValueError:
        print 'ValueError'


def case_utf32_without_characters():
    for s in ['abcdA\0\0\0', 'abcdefghij', 'A\0\0\0b', 'A\0\0\0']:
        for errors in ['ignore', 'replace']:
            u, consumed = runicode.str_decode_utf_32_le(s, len(s), errors, consumed_by_all())
            print len(u), consumed,
    print


def consumed_by_all():
    return True


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
