# Text in UTF-8: index tables, builders, iterators, escapes, checks.
from rpython.rlib import rutf8
from rpython.rlib.unicodedata import unicodedb_14_0_0 as db

escape_all = rutf8.make_utf8_escape_function()
escape_repr = rutf8.make_utf8_escape_function(True, True, 'u', db)


def check(s, surrogates):
    try:
        print rutf8.check_utf8(s, surrogates),
    except rutf8.CheckError as e:
        print 'bad at', e.pos,


def encode(code, surrogates):
    try:
        print len(rutf8.unichr_as_utf8(code, surrogates)),
    except rutf8.OutOfRange as e:
        print 'no', e.code,


def indexes():
    s = (u'h\xe9llo \u1234 \U00012345 ' * 20).encode('utf-8')
    n = rutf8.check_utf8(s, False)
    storage = rutf8.create_utf8_index_storage(s, n)
    total = 0
    for i in range(n):
        pos = rutf8.codepoint_position_at_index(s, storage, i)
        if rutf8.codepoint_index_at_byte_position(s, storage, pos, n) != i:
            print 'wrong', i, pos
        total += pos * i + rutf8.codepoint_at_index(s, storage, i)
    print n, len(s), total, rutf8.codepoint_position_at_index(s, storage, n)
    empty = rutf8.create_utf8_index_storage('', 0)
    print rutf8.codepoint_position_at_index('', empty, 0)


def build():
    b = rutf8.Utf8StringBuilder(10)
    b.append_char('a')
    b.append_code(0x1234)
    b.append_code(0xd800)
    b.append('x\xc3\xa9')
    b.append_slice('abcdef', 1, 3)
    b.append_utf8('\xc3\xa9', 1)
    b.append_utf8_slice('a\xc3\xa9b', 1, 4, 2)
    b.append_multiple_char('!', 3)
    print b.getlength(), escape_all(b.build())


def iterate(s):
    for code in rutf8.Utf8StringIterator(s):
        print code,
    for code, pos in rutf8.Utf8StringPosIterator(s):
        print '%d@%d' % (code, pos),
    print


def entry_point(argv):
    for s in ['', 'abc', 'a\xc3\xa9\xe1\x88\xb4\xf0\x92\x8d\x85', '\xc3', 'a\xc0\x80', '\xed\xa0\x80', '\xe0\x9f\xbf',
              '\xf4\x90\x80\x80', '\xf0\x8f\x80\x80', 'ok\xff', '\xe1\x88', '\xf0\x90\x80']:
        check(s, False)
        check(s, True)
    print
    for code in [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd800, 0xdfff, 0xe000, 0xffff, 0x10000, 0x10ffff, 0x110000]:
        encode(code, False)
        encode(code, True)
    print
    indexes()
    build()
    iterate('a\xc3\xa9\xe1\x88\xb4\xf0\x92\x8d\x85')
    print escape_repr(u"it's \xe9\u1234\x80\n\\\U0001f600".encode('utf-8')), escape_repr('"\'')
    print escape_all('\x00\x7f\t\xf0\x92\x8d\x85\\')
    text = 'a\xc3\xa9\xe1\x88\xb4\xf0\x92\x8d\x85'
    pos = len(text)
    while pos > 0:
        print rutf8.codepoint_before_pos(text, pos),
        pos = rutf8.prev_codepoint_pos(text, pos)
        print pos,
    print
    print rutf8.first_non_ascii_char('abc'), rutf8.first_non_ascii_char('ab\xff'), rutf8.codepoints_in_utf8(text, 1, 6)
    print rutf8.surrogate_in_utf8('\xed\x9f\xbf\xed\xa0\x80'), int(rutf8.has_surrogates(text))
    print len(rutf8.reencode_utf8_with_surrogates('\xed\xa0\x88\xed\xbd\x85 \xed\xa0\x88x'))
    print int(rutf8.isspace('\xe1\xa0\x8e', 0)), int(rutf8.isspace('\xe2\x80\x83', 0)), int(rutf8.isspace('x', 0))
    print int(rutf8.islinebreak('\xe2\x80\xa9', 0)), int(rutf8.islinebreak('\xc2\x85', 0)), int(rutf8.islinebreak('\t', 0))
    print int(rutf8.utf8_in_chars('a\xc3\xa9', 1, 'xy\xc3\xa9')), int(rutf8.utf8_in_chars('\xc3\xa9', 0, '\xc3\xa8'))
    print escape_all(rutf8.decode_latin_1('abc\xe9\xff')), rutf8.decode_latin_1('abc')
    return 0


def target(driver, args):
    return entry_point, None
