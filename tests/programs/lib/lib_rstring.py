# Splitting, replacing and searching bytes, unicode, UTF-8 and lists of characters; parsing numbers.
# skip: reference (a text that is searched for must not be None)
# skip: js (64-bit words)
from rpython.rlib import rstring
from rpython.rlib.rarithmetic import string_to_int
from rpython.rlib.rstring import NumberStringParser


def show(parts):
    print len(parts), '|'.join(parts)


def show_list(parts):
    print len(parts),
    for part in parts:
        print ''.join(part) + '|',
    print


def show_unicode(parts):
    print len(parts), u'|'.join(parts).encode('utf-8')


def number(s, base, underscores, octal, limit, spaces):
    try:
        print string_to_int(s, base, underscores, octal, limit, spaces)
    except rstring.ParseStringOverflowError as e:
        print 'too large', e.parser.sign, e.parser.base
    except rstring.InvalidBaseError as e:
        print e.msg
    except rstring.ParseStringError as e:
        print e.msg
    except rstring.MaxDigitsError as e:
        print 'digits', e.digits


def digits(s):
    p = NumberStringParser(s, s, 0, 'long', allow_underscores=True)
    total = 0
    count = 0
    while True:
        digit = p.next_digit()
        if digit < 0:
            break
        total = total * p.base + digit
        count += 1
    print total, count,
    while count > 0:
        print p.prev_digit(),
        count -= 1
    p.rewind()
    print p.next_digit()


def splits(s, chars, text, utf8):
    show(rstring.split(s, None, -1))
    show(rstring.split(s, None, 1))
    show(rstring.split(s, ',', 2))
    show(rstring.split(s, ', ', -1))
    show(rstring.rsplit(s, None, 1))
    show(rstring.rsplit(s, ',', 1))
    show(rstring.rsplit(s, ', '))
    show_list(rstring.split(chars, None, -1))
    show_list(rstring.split(chars, ',', 1))
    show_list(rstring.rsplit(chars, None, 1))
    show_list(rstring.rsplit(chars, ', '))
    show_unicode(rstring.split(text, None, 1))
    show_unicode(rstring.split(text, u',', -1))
    show_unicode(rstring.rsplit(text, None))
    show(rstring.split(utf8, None, -1, isutf8=True))
    show(rstring.rsplit(utf8, None, 1, isutf8=True))


def replaces(s, chars, text, utf8):
    for count in [-1, 0, 1, 2]:
        print rstring.replace(s, 'b', 'XY', count), rstring.replace(s, 'b', 'c', count),
        print rstring.replace(s, 'ab', '', count), rstring.replace(s, '', '-', count),
        print ''.join(rstring.replace(chars, 'b', 'XY', count)), ''.join(rstring.replace(chars, '', '.', count)),
        print rstring.replace(text, u'b', u'\xe9', count).encode('utf-8')
        result, done = rstring.replace_count(utf8, '', '.', count, isutf8=True)
        print result, done


def searches(s, chars):
    for start, end in [(0, 100), (2, 100), (0, 3), (3, 2), (-2, 100)]:
        print rstring.find(chars, 'ab', start, end), rstring.rfind(chars, 'ab', start, end),
        print rstring.count(chars, 'ab', start, end), rstring.count(chars, '', start, end),
        if start >= 0:
            print rstring.find(s, 'ab', start, end), rstring.rfind(s, 'ab', start, end), rstring.count(s, 'a', start, end),
        print int(rstring.startswith(s, 'ab', start, end)), int(rstring.endswith(s, 'b', start, end)),
        print int(rstring.startswith(chars, 'ab')), int(rstring.endswith(chars, 'ab', 0, -1))


def entry_point(argv):
    splits(' one, two ,three, ', [c for c in ' one, two ,three, '], u' \u2003one,\x85two\xa0 three', ' \xe2\x80\x83one \xc3\xa9\xc2\x85two ')
    replaces('ababb', [c for c in 'ababb'], u'ababb', 'a\xc3\xa9b')
    searches('abcab', [c for c in 'abcab'])
    for s in ['12', ' -12 ', '- 12', '+7', '', '-', '1_000', '_1', '1__0', '0x1F', '0b101', '0o17', '017', '00', '9a',
              '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '123456']:
        for base in [10, 0, 16]:
            number(s, base, True, True, 0, True)
            number(s, base, False, False, 5, False)
    number('1', 1, False, False, 0, False)
    number('1', 37, False, False, 0, False)
    number('zz', 36, False, False, 0, False)
    for s in ['12_345', '-0xff', '0b1_01', '0o17']:
        digits(s)
    print rstring.strip_spaces(' \t a b\n'), rstring.strip_spaces('   ')
    b = rstring.ByteListBuilder(4)
    b.append('abc')
    b.append_slice('12345', 1, 3)
    b.append_multiple_char('-', 3)
    print ''.join(b.build()), b.getlength()
    return 0


def target(driver, args):
    return entry_point, None
