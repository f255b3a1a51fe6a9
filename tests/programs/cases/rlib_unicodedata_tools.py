# Tables made while a program is imported: graphs of words, functions that read tables.
from rpython.rlib.unicodedata.codegen import CodeWriter, get_char_list_offset, get_size_unsignedness, getsize_unsigned
from rpython.rlib.unicodedata.dawg import (
    Dawg, build_compression_dawg, decode_varint_unsigned, encode_varint_unsigned, inverse_lookup, lookup, number_add_bits,
    number_split_bits)
from rpython.rlib.unicodedata.supportcode import signed_ord
from _cases import entry_point_of


class Lines(object):
    def __init__(self):
        self.text = ''

    def write(self, s):
        self.text += s


def module_of(writer, out):
    names = {}
    exec out.text in names
    return names


WORDS = ['a', 'cat', 'category', 'catnip', 'concatenate', 'date', 'update', 'zebra crossing', 'zoo']
_dawg = Dawg()
for _i in range(len(WORDS)):
    _dawg.insert(WORDS[_i], 100 - _i)
PACKED, DATA, INVERSE = _dawg.finish()

_out = Lines()
_out.write('from rpython.rlib.unicodedata.supportcode import signed_ord, _all_short, _all_ushort, _all_int32, _all_uint32\n')
_out.write('from rpython.rlib.rarithmetic import r_longlong, r_int32, r_uint32, intmask\n')
_names = {}
for _i in range(300):
    _names['NAME %s OF %d' % (chr(65 + _i % 26) * (_i % 5), _i)] = 7 * _i
build_compression_dawg(CodeWriter(_out), _names)
_module = module_of(None, _out)
dawg_lookup = _module['dawg_lookup']
lookup_charcode = _module['lookup_charcode']

_out = Lines()
_writer = CodeWriter(_out)
_writer.print_uncounted('from rpython.rlib.unicodedata.supportcode import signed_ord, _all_short, _all_ushort, _all_int32, _all_uint32')
_writer.print_uncounted('from rpython.rlib.rarithmetic import r_longlong, r_int32, r_uint32, intmask')
_writer.print_listlike('small', [1, 2, 255, 0])
_writer.print_listlike('signs', [-5, 5, 127, -127])
_writer.print_listlike('large', [70000, 1, 2])
_writer.print_listlike('empty', [])
_tables = module_of(None, _out)
small, signs, large, empty = _tables['small'], _tables['signs'], _tables['large'], _tables['empty']

SIZES = []
for _list in [[0], [255], [256], [-1], [-129, 5], [1 << 31], [-(1 << 31)], [1 << 40]]:
    _size, _unsigned = get_size_unsignedness(_list)
    SIZES.append('%d%s' % (_size, 'u' if _unsigned else 's'))

CHARS, KNOWN, OFFSETS = [], {}, []
for _list in [[1, 2, 3], [2, 3], [3, 4], [3], [4]]:
    OFFSETS.append(get_char_list_offset(_list, CHARS, KNOWN))

PARTS = len(KNOWN)

NUMBERS = []
for _number in [0, 1, 127, 128, 300, 100000]:
    _bytes = []
    encode_varint_unsigned(_number, _bytes)
    _result, _end = decode_varint_unsigned('xx' + ''.join(_bytes), 2)
    NUMBERS.append('%d:%d:%d' % (len(_bytes), _result, _end))

BITS = ['%r' % (number_split_bits(number_add_bits(_number, 1, 0), 2),) for _number in [0, 5, -3]]


def case_words():
    for i in range(len(WORDS)):
        print lookup(PACKED, DATA, WORDS[i]), inverse_lookup(PACKED, INVERSE, 100 - i) + ',',
    print


def case_missing_words():
    for word in ['', 'b', 'ca', 'cats', 'catego', 'zebra', 'zooo', 'aa', 'dat']:
        try:
            print lookup(PACKED, DATA, word)
        except KeyError:
            print 'KeyError',
    for number in [0, 101, -1]:
        try:
            print inverse_lookup(PACKED, INVERSE, number)
        except KeyError:
            print 'KeyError',
    print


def case_written_module():
    for code in [0, 7, 7 * 26, 7 * 299]:
        name = lookup_charcode(code)
        print name, dawg_lookup(name),
    print
    bad = 0
    for i in range(300):
        if dawg_lookup(lookup_charcode(7 * i)) != 7 * i:
            bad += 1
    print bad
    for code in [1, -7, 7 * 300]:
        try:
            print lookup_charcode(code)
        except KeyError:
            print 'KeyError',
    print


def case_tables():
    for i in range(3):
        print small(i), signs(i), int(large(i)),
    print
    for i in [4, 100]:
        try:
            print small(i)
        except (KeyError, IndexError):
            print 'error',
        try:
            print empty(i)
        except (KeyError, IndexError):
            print 'error',
    print


def case_sizes():
    print ' '.join(SIZES), signed_ord('\x05'), signed_ord('\xfb')


def case_offsets():
    print OFFSETS, CHARS, PARTS


def case_numbers():
    print ' '.join(NUMBERS)
    print ' '.join(BITS)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
