# UTF-8 in strings: encoding code points, checking, moving, counting, index tables, escapes.
from rpython.rlib import rutf8
from rpython.rlib.unicodedata import unicodedb_12_1_0
from _cases import entry_point_of


def show(s):
    text = ''
    for c in s:
        if 32 <= ord(c) < 127:
            text += c
        else:
            text += '<%d>' % ord(c)
    return text


SAMPLE = 'a\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\x8dz'


def case_encode_one():
    for code in [0, 65, 127, 128, 255, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff]:
        print show(rutf8.unichr_as_utf8(rutf8.r_uint(code))),
    print


def case_encode_one_out_of_range():
    for code in [0x110000, 0xd800, 0xdfff]:
        try:
            print show(rutf8.unichr_as_utf8(rutf8.r_uint(code))),
        except rutf8.OutOfRange:
            print 'OutOfRange',
    print show(rutf8.unichr_as_utf8(rutf8.r_uint(0xd800), True))


def case_append_one():
    builder = rutf8.StringBuilder()
    for code in [0x41, 0xe9, 0x20ac, 0x1f40d]:
        rutf8.unichr_as_utf8_append(builder, code)
    rutf8.unichr_as_utf8_append(builder, 0xdc00, True)
    print show(builder.build())
    try:
        rutf8.unichr_as_utf8_append(builder, 0xdc00, False)
    except ValueError:
        print 'ValueError'


def case_move():
    i = 0
    while i < len(SAMPLE):
        print i,
        i = rutf8.next_codepoint_pos(SAMPLE, i)
    print i
    while i > 0:
        i = rutf8.prev_codepoint_pos(SAMPLE, i)
        print i,
    print


def case_code_at():
    for i in [0, 1, 3, 6, 10]:
        print rutf8.codepoint_at_pos(SAMPLE, i),
    print
    for i in [1, 3, 6, 10, 11]:
        print rutf8.codepoint_before_pos(SAMPLE, i),
    print


def case_check():
    for text in ['', 'abc', SAMPLE, '\x80', '\xc3', 'a\xc3(', '\xe2\x82', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xc0\x80', '\xf0\x8f\xbf\xbf',
                 '\xf5\x80\x80\x80', 'ab\xff']:
        try:
            print rutf8.check_utf8(text, False),
        except rutf8.CheckError as e:
            print 'at', e.pos,
    print


def case_check_surrogates():
    for text in ['\xed\xa0\x80', 'x\xed\xbf\xbfy', '\xed\x9f\xbf']:
        try:
            print rutf8.check_utf8(text, True), int(rutf8.has_surrogates(text)),
            print rutf8.surrogate_in_utf8(text),
            rutf8.check_utf8(text, False)
            print 'fine'
        except rutf8.CheckError as e:
            print 'at', e.pos


def case_check_part():
    print rutf8.check_utf8(SAMPLE, False, 1), rutf8.check_utf8(SAMPLE, False, 3, 6), rutf8.check_utf8(SAMPLE, False, 0, 0)
    try:
        print rutf8.check_utf8(SAMPLE, False, 2, 6)
    except rutf8.CheckError as e:
        print 'at', e.pos


def case_length():
    for text in ['', 'abc', SAMPLE, '\xc3\xa4\xc3\xb6']:
        print rutf8.codepoints_in_utf8(text), rutf8.get_utf8_length(text),
    print rutf8.codepoints_in_utf8(SAMPLE, 1, 6), rutf8.codepoints_in_utf8(SAMPLE, 3), rutf8.get_utf8_length(SAMPLE, 1, 10)


def case_ascii():
    for text in ['', 'abc', 'ab\x7f', SAMPLE]:
        try:
            rutf8.check_ascii(text)
            print 'ascii',
        except rutf8.CheckError as e:
            print 'at', e.pos,
        print rutf8.first_non_ascii_char(text),
    print


def case_surrogate_pairs_join():
    print show(rutf8.reencode_utf8_with_surrogates('a\xed\xa0\xbd\xed\xb0\x8db'))
    print show(rutf8.reencode_utf8_with_surrogates('\xed\xa0\xbdx')), show(rutf8.reencode_utf8_with_surrogates('plain'))


def case_spaces():
    text = ' \t\xc2\xa0\xe1\x9a\x80\xe2\x80\xa8a\xe3\x80\x80'
    i = 0
    while i < len(text):
        print int(rutf8.isspace(text, i)), int(rutf8.islinebreak(text, i)),
        i = rutf8.next_codepoint_pos(text, i)
    print
    text = '\n\r\x0b\x1c\xc2\x85\xe2\x80\xa9z'
    i = 0
    while i < len(text):
        print int(rutf8.isspace(text, i)), int(rutf8.islinebreak(text, i)),
        i = rutf8.next_codepoint_pos(text, i)
    print


def case_in_chars():
    chars = 'x\xe2\x82\xac'
    i = 0
    while i < len(SAMPLE):
        print int(rutf8.utf8_in_chars(SAMPLE, i, chars)),
        i = rutf8.next_codepoint_pos(SAMPLE, i)
    print


def case_index_table():
    text = SAMPLE * 40
    storage = rutf8.null_storage()
    storage = rutf8.create_utf8_index_storage(text, rutf8.check_utf8(text, False))
    for i in [0, 1, 4, 63, 64, 65, 128, 199]:
        print rutf8.codepoint_position_at_index(text, storage, i), rutf8.codepoint_at_index(text, storage, i), '/',
    print
    for at in [0, 1, 3, 6, 11, 110, 440]:
        print rutf8.codepoint_index_at_byte_position(text, storage, at, 200),
    print


def case_index_table_of_short_strings():
    for text in ['x', SAMPLE, 'abc\xc3\xa4']:
        storage = rutf8.create_utf8_index_storage(text, rutf8.check_utf8(text, False))
        length = rutf8.codepoints_in_utf8(text)
        print [rutf8.codepoint_position_at_index(text, storage, i) for i in range(length)],
        print [rutf8.codepoint_index_at_byte_position(text, storage, at, length) for at in [0]]


def case_builder():
    builder = rutf8.Utf8StringBuilder()
    builder.append('a\xc3\xa4')
    builder.append_code(0x20ac)
    builder.append_char('b')
    builder.append_slice('xyz', 1, 2)
    builder.append_utf8('\xc3\xb6\xc3\xbc', 2)
    builder.append_multiple_char('\xe2\x82\xac', 2)
    builder.append_utf8_slice('a\xc3\xa4b', 1, 3, 1)
    print builder.getlength(), show(builder.build())


def case_iterate():
    print [code for code in rutf8.Utf8StringIterator(SAMPLE)]
    print [code + at * 1000000 for code, at in rutf8.Utf8StringPosIterator(SAMPLE)]
    items = rutf8.Utf8StringIterator('a\xc3\xa4')
    print items.next(), items.get_pos(), int(items.done()), items.next(), items.get_pos(), int(items.done())
    try:
        items.next()
    except StopIteration:
        print 'end'


def case_latin():
    print show(rutf8.decode_latin_1('abc')), show(rutf8.decode_latin_1('\xe4\xff\x80z'))


def case_escapes():
    escape = ESCAPE
    print escape(SAMPLE)
    print escape("tab\t nl\n nul\x00 del\x7f back\\ quote' \"")
    print QUOTED("it's"), QUOTED('plain'), QUOTED('say "hi"'), QUOTED('\'"'), QUOTED('\xe2\x82\xac\xc3\xa4')
    print PRINTABLE('caf\xc3\xa9 \xe2\x82\xac\n')


ESCAPE = rutf8.make_utf8_escape_function()
QUOTED = rutf8.make_utf8_escape_function(quotes=True, prefix='u')
PRINTABLE = rutf8.make_utf8_escape_function(pass_printable=True, unicodedb=unicodedb_12_1_0)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
