# rlib.rstruct: fields of bytes.
# skip: js (64-bit words)
from _cases import entry_point_of
from rpython.rlib.mutbuffer import MutableStringBuffer
from rpython.rlib.rarithmetic import r_ulonglong
from rpython.rlib.rfloat import formatd
from rpython.rlib import rfloat
from rpython.rlib.rstruct import ieee
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.runpack import runpack


def dotted(s):
    return '.'.join([str(ord(c)) for c in s])


def text(x):
    return formatd(x, 'r', 0)


def case_little_endian():
    print runpack('<i', 'DCBA') == 0x41424344 and 1, runpack('<h', '\xfe\xff'), runpack('<H', '\xfe\xff'), runpack('<b', '\x80')
    print runpack('<q', '\xff\xff\xff\xff\xff\xff\xff\x7f'), runpack('<B', '\xff')


def case_big_endian():
    print runpack('>i', '\xff\xff\xff\xfe'), runpack('>h', '\x01\x02'), runpack('>I', '\x80\x00\x00\x00'),
    print runpack('>q', '\x80\x00\x00\x00\x00\x00\x00\x00'), runpack('!H', '\x12\x34')


def case_unsigned_64_bits():
    print runpack('<Q', '\xff\xff\xff\xff\xff\xff\xff\xff'), runpack('>Q', '\x81BCDEFGH')


def case_several_fields():
    a, b, c = runpack('<hBi', '\x01\x00\x02\x03\x00\x00\x00')
    print a, b, c
    a, b, c, d = runpack('>4B', '\x09\x08\x07\x06')
    print a, b, c, d


def case_native_alignment():
    a, b, c = runpack('bhi', '\x01\xff\x02\x00\x03\x00\x00\x00')
    print a, b, c
    a, b = runpack('Bq', '\x05' + '\x00' * 7 + '\x06' + '\x00' * 7)
    print a, b
    a, b = runpack('=Bi', '\x05\x06\x00\x00\x00')
    print a, b


def case_strings():
    a, b = runpack('3s2s', 'abcde')
    print a, b
    print runpack('5p', '\x03abcd'), runpack('c', 'Q')


def case_bools():
    a, b = runpack('<??', '\x00\x05')
    print int(a), int(b)


def case_floats():
    print text(runpack('<d', '\x00\x00\x00\x00\x00\x00\xf8\x3f')), text(runpack('>d', '\xc0\x09\x21\xfb\x54\x44\x2d\x18')),
    print text(runpack('<f', '\x00\x00\xc0\x3f')), text(runpack('>f', '\x7f\x80\x00\x00'))


def case_half_floats():
    for data in ['\x3c\x00', '\xc0\x00', '\x7b\xff', '\x00\x01', '\x7c\x00', '\x00\x00']:
        print text(runpack('>e', data)),
    print


def case_wrong_length():
    for data in ['', 'abc', 'abcde']:
        try:
            print runpack('<i', data),
        except StructError:
            print 'bad',
    print runpack('<i', 'abcd')


def case_pack_double():
    for x in [0.0, 1.0, -2.5, 0.1, 1e300, rfloat.INFINITY]:
        buf = MutableStringBuffer(8)
        ieee.pack_float(buf, 0, x, 8, True)
        print dotted(buf.finish())


def case_pack_float():
    for x in [1.0, -0.15625, 3.4e38, 1e-45, -rfloat.INFINITY]:
        buf = MutableStringBuffer(6)
        buf.setzeros(0, 6)
        ieee.pack_float(buf, 1, x, 4, False)
        print dotted(buf.finish())


def case_pack_half_float():
    for x in [1.0, -10.0, 65504.0, 6e-8, 10.001]:
        buf = MutableStringBuffer(2)
        ieee.pack_float(buf, 0, x, 2, True)
        print dotted(buf.finish()),
    print


def case_float_too_large():
    for size in [2, 4]:
        try:
            ieee.float_pack(1e39, size)
        except OverflowError:
            print size, 'overflow',
    print


def case_bits_and_back():
    for x in [0.0, 1.5, -1e-310, 12345.678]:
        bits = ieee.float_pack(x, 8)
        print bits, text(ieee.float_unpack(bits, 8))


def case_unpack_sizes():
    print text(ieee.float_unpack(r_ulonglong(0x3f800000), 4)), text(ieee.float_unpack(r_ulonglong(0x4900), 2)),
    print text(ieee.unpack_float('\x00\x00\x80\xbf', False)), text(ieee.unpack_float('\x40\x00', True))


def case_long_doubles():
    result = []
    ieee.pack_float80(result, -1.0, 16, False)
    ieee.pack_float80(result, 0.1, 12, True)
    for s in result:
        print dotted(s)
    print text(ieee.unpack_float80(result[0], False)), text(ieee.unpack_float80(result[1], True))


def case_rounding():
    for x in [0.5, 1.5, 2.5, 2.51]:
        print ieee.round_to_nearest(x),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
