# Strings: splitting, replacing, counting, searching, builders, checks, numbers from text.
from rpython.rlib.buffer import StringBuffer
from rpython.rlib.objectmodel import newlist_hint
from rpython.rlib import rstring
from rpython.rlib.rstring import (
    InvalidBaseError, NumberStringParser, ParseStringError, ParseStringOverflowError, StringBuilder, UnicodeBuilder, assert_str0,
    check_str0, count, endswith, find, replace, replace_count, rfind, rsplit, split, startswith, strip_spaces)
from _cases import entry_point_of


def show(words):
    print '|'.join(words),


def case_split_at_spaces():
    for text in ['', '   ', 'one', '  one\ttwo\n three ', 'a b c']:
        show(split(text))
    print
    for limit in [0, 1, 2, -1]:
        show(split(' a  b  c  ', None, limit))
    print


def case_split_at_separator():
    for text in ['', 'x', 'a,b', ',a,,b,', ',,']:
        show(split(text, ','))
    print
    for limit in [0, 1, 2, 5]:
        show(split('a--b--c--d', '--', limit))
    print


def case_split_at_long_separator():
    show(split('endcase test', 'test'))
    show(split('testtest', 'test'))
    show(split('aaaaa', 'aa'))
    print
    try:
        split('abc', '')
    except ValueError:
        print 'ValueError'


def case_rsplit():
    for limit in [-1, 0, 1, 2]:
        show(rsplit('a//b//c', '//', limit))
    for limit in [-1, 0, 1, 2]:
        show(rsplit(' one two  three ', None, limit))
    print
    try:
        rsplit('abc', '')
    except ValueError:
        print 'ValueError'


def case_split_unicode():
    print u'|'.join(split(u'a\xe9b\xe9c', u'\xe9')).encode('utf-8'), u'|'.join(split(u' x  y ')).encode('utf-8'),
    print u'|'.join(rsplit(u'a:b:c', u':', 1)).encode('utf-8'), len(split(u''))


def case_replace():
    for sub, by in [('b', 'x'), ('b', ''), ('bc', 'long text'), ('', '-'), ('zz', 'q'), ('abc', 'abc')]:
        print replace('abcabc', sub, by),
    print
    for limit in [0, 1, 2, 3, -1]:
        print replace('aaaa', 'a', 'bb', limit), replace('aaaa', '', '.', limit),
    print


def case_replace_and_count():
    for text, sub, by, limit in [('one!two!three!', '!', '@', 2), ('one', '!', '@', -1), ('aaaa', 'aa', 'a', -1),
                                 ('abc', '', '-', -1), ('', '', 'x', -1), ('ab', '', '-', 1)]:
        result, number = replace_count(text, sub, by, limit)
        print result, number,
    print


def case_replace_unicode():
    print replace(u'one\xe9two\xe9', u'\xe9', u'!!').encode('utf-8'), replace(u'abc', u'', u'-').encode('utf-8'),
    print replace(u'aXbX', u'X', u'', 1).encode('utf-8')


def case_replace_empty_in_a_huge_number():
    print replace('', 'x', 'y'), replace('', '', 'y'), replace('x', 'x', ''), replace('xx', 'x', 'yx', 7)


def case_starts():
    for prefix in ['', 'a', 'ab', 'abc', 'abcd', 'b']:
        print int(startswith('abc', prefix, 0, 3)), int(startswith('abc', prefix, 1, 3)), int(startswith('abc', prefix, 0, 2)),
    print
    print int(startswith(u'abc', u'bc', 1, 3)), int(startswith(u'abc', u'c', 3, 3)), int(startswith('', '', 0, 0))


def case_ends():
    for suffix in ['', 'c', 'bc', 'abc', 'xabc', 'b']:
        print int(endswith('abc', suffix, 0, 3)), int(endswith('abc', suffix, 1, 3)), int(endswith('abc', suffix, 0, 2)),
    print
    print int(endswith(u'abc', u'ab', 0, 2)), int(endswith(u'ab', u'ab', 1, 2))


def case_find():
    text = 'abcabcabd'
    for sub in ['a', 'abc', 'abd', 'bd', 'x', '', 'abcabcabdx']:
        print find(text, sub, 0, 9), find(text, sub, 2, 9), find(text, sub, 1, 6), rfind(text, sub, 0, 9), rfind(text, sub, 1, 8),
    print


def case_find_past_the_end():
    print find('abc', '', 3, 3), find('abc', '', 4, 5), find('abc', 'c', 2, 100), rfind('abc', '', 0, 3), find('', '', 0, 0)


def case_find_in_buffer():
    text = StringBuffer('hello world')
    print find(text, 'o', 0, 11), rfind(text, 'o', 0, 11), find(text, 'wor', 0, 11), count(text, 'l', 0, 11), find(text, 'xyz', 0, 11)


def case_count():
    for sub in ['a', 'aa', 'ab', 'b', '', 'aaaaaaa']:
        print count('aaaabaa', sub, 0, 7), count('aaaabaa', sub, 3, 7),
    print count(u'aba', u'a', 0, 3), count('', '', 0, 0), count('abc', '', 2, 2)


def case_long_needles():
    needle = 'abcde' * 30 + 'x'
    text = 'abcde' * 200 + needle + 'abcde' * 50 + needle
    print find(text, needle, 0, len(text)), rfind(text, needle, 0, len(text)), count(text, needle, 0, len(text))
    print find(text, 'abcde' * 31, 0, len(text)), find(text, needle[1:] + 'a', 0, len(text)), find(text, needle + 'z', 0, len(text))


def case_builder():
    s = StringBuilder()
    s.append('a')
    s.append('abc')
    print s.getlength(),
    s.append_slice('abc', 1, 2)
    s.append_multiple_char('d', 4)
    s.append_multiple_char('e', 0)
    print s.getlength(), s.build(), s.build()
    s.append('more')
    print s.build()


def case_builder_with_size():
    s = StringBuilder(2)
    for i in range(300):
        s.append(str(i))
    text = s.build()
    print len(text), text[:5], text[890 - 6:], len(StringBuilder(0).build())


def case_unicode_builder():
    s = UnicodeBuilder(32)
    s.append(u'a\u1234')
    s.append_slice(u'abc', 1, 3)
    s.append_multiple_char(u'\xe9', 3)
    print s.getlength(), s.build().encode('utf-8')


def case_strip():
    for text in ['', '  ', 'a', ' a b\t\n', '\x0b\x0cx']:
        print '[%s]' % strip_spaces(text),
    print


def case_null_bytes():
    check_str0('x')
    print assert_str0('abc')


def numbers(text, base):
    parser = NumberStringParser(text, text, base, 'int')
    digits = []
    while True:
        digit = parser.next_digit()
        if digit < 0:
            break
        digits.append(str(digit))
    return '%d %d %s' % (parser.sign, parser.base, ','.join(digits))


def case_digits():
    for text, base in [('12', 10), ('-0x1f', 16), ('0x1f', 0), ('0b101', 0), ('0o17', 0), ('017', 0), ('+ 5', 10), ('z', 36),
                       ('  42  ', 10), ('0', 0), ('0b2', 16)]:
        try:
            print numbers(text, base) + ';',
        except ParseStringError as e:
            print e.msg + ';',
    print


def case_bad_digits():
    for text, base in [('', 10), ('-', 10), ('12a', 10), ('0x', 16), ('8', 8), ('1 2', 10), ('_1', 10)]:
        try:
            print numbers(text, base) + ';',
        except ParseStringError as e:
            print e.msg + ';',
    print
    for base in [1, 37, -2]:
        try:
            print numbers('1', base)
        except InvalidBaseError as e:
            print e.msg,
    print


def case_digits_backwards():
    parser = NumberStringParser('1234', '1234', 10, 'int')
    while parser.next_digit() >= 0:
        pass
    print [parser.prev_digit() for i in range(4)]


def case_methods_with_run_time_arguments():
    for separator in [' ', ',']:
        for text in ['a, b', ' x,y ,z']:
            show(text.split(separator))
            show(text.split(separator, 1))
            show(text.rsplit(separator, 1))
    print


def case_builder_size_is_a_hint():
    for size in [-1, -1000000, 0, 1 << 60]:
        s = StringBuilder(size)
        for i in range(300):
            s.append('ab')
        print len(s.build()),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
