# StringBuilder, UnicodeBuilder and ByteListBuilder; bytearrays.
from _cases import entry_point_of
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rlib.rarithmetic import intmask


def case_empty():
    for size in [0, 1, 100]:
        b = StringBuilder(size)
        print '<' + b.build() + '>', b.getlength(),
    print


def case_characters_and_texts():
    b = StringBuilder()
    for c in 'xyz':
        b.append(c)
        b.append('ab')
        b.append('')
    print b.build(), b.getlength()


def case_grows_by_characters():
    for size in [1, 4, 32]:
        b = StringBuilder(size)
        for i in range(33):
            b.append(chr(65 + i % 26))
        print b.build()


def case_grows_by_texts():
    for size in [1, 7]:
        b = StringBuilder(size)
        for i in range(5):
            b.append('0123456789'[i:])
        print b.build(), b.getlength()


def case_grows_exactly_when_full():
    b = StringBuilder(4)
    b.append('abcd')
    print b.getlength(), b.build(),
    b.append('e')
    print b.getlength(), b.build()


def case_grows_by_much():
    b = StringBuilder(2)
    b.append('a')
    b.append('b' * 1000)
    s = b.build()
    print len(s), s[0], s[1], s[999]


def case_slices():
    for start, stop in [(0, 3), (2, 2), (1, 6)]:
        b = StringBuilder(3)
        b.append('>')
        b.append_slice('abcdef', start, stop)
        print b.build(),
    print


def case_repeated_characters():
    for n in [0, 1, 3, 20]:
        b = StringBuilder(5)
        b.append('x')
        b.append_multiple_char('-', n)
        b.append('y')
        print b.build(),
    print


def case_built_several_times():
    b = StringBuilder(3)
    for part in ['ab', 'cd', 'ef']:
        b.append(part)
        print b.build(),
    print b.build()


def case_built_text_stays_as_it_is():
    b = StringBuilder(10)
    b.append('one')
    first = b.build()
    b.append('two')
    second = b.build()
    print first, second


def case_unicode():
    b = UnicodeBuilder(2)
    b.append(u'h')
    b.append(u'\xe9l')
    b.append_slice(u'xlox', 1, 3)
    b.append_multiple_char(u'\u0416', 2)
    u = b.build()
    print len(u), b.getlength(), u.encode('utf-8')


def case_two_at_once():
    a = StringBuilder()
    b = StringBuilder(1)
    for i in range(4):
        a.append(str(i))
        b.append(a.build())
    print a.build(), b.build()


def case_none_or_builder():
    for n in [0, 1]:
        b = None
        if n:
            b = StringBuilder()
            b.append('there')
        if b is None:
            print 'no builder',
        else:
            print b.build()


def case_of_import_time():
    print READY.getlength(), READY.build(),
    READY.append('?')
    READY.append_multiple_char('!', 2)
    print READY.build(), FEW.build().encode('utf-8'), NOTHING.getlength()


READY = StringBuilder(50)
READY.append('made ')
READY.append('early')
FEW = UnicodeBuilder()
FEW.append(u'\xe9')
NOTHING = StringBuilder()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
