# Floats to text in all formats; rounding; neighbours; NaNs that carry integers; bytes of floats.
# skip: js (64-bit words)
from rpython.rlib import listsort, rfloat
from rpython.rlib.longlong2float import (
    can_encode_float, can_encode_int32, decode_int32_from_longlong_nan, encode_int32_into_longlong_nan,
    float2longlong, is_int32_from_longlong_nan, longlong2float, maybe_decode_longlong_as_float)
from rpython.rlib.rarithmetic import byteswap, intmask, r_uint
from rpython.rlib.rdtoa import dtoa, dtoa_formatd, strtod
from rpython.rlib.rfloat import formatd
from rpython.rlib.rstruct.ieee import float_pack, float_unpack, pack_float80, unpack_float80
from rpython.rtyper.lltypesystem import lltype, rffi

VALUES = [0.0, -0.0, 1.0, -1.5, 0.1, 123456789.125, 1e16, 1e17, 1e-5, 5e-324, 1.7976931348623157e308, 2.5, 3.5, -2.5,
          999999.5, 0.5, 1e22, rfloat.INFINITY, -rfloat.INFINITY, rfloat.NAN]


def formats():
    for x in VALUES:
        for code in 'eEfFgG':
            for precision in [0, 1, 5, 17]:
                for flags in [0, rfloat.DTSF_SIGN, rfloat.DTSF_ALT, rfloat.DTSF_ADD_DOT_0, rfloat.DTSF_NO_NEG_0,
                              rfloat.DTSF_CUT_EXP_0]:
                    if code in 'fF' and precision == 17 and abs(x) > 1e30:
                        continue
                    print formatd(x, code, precision, flags),
            print
        print formatd(x, 'r', 0), formatd(x, 'r', 0, rfloat.DTSF_ADD_DOT_0 | rfloat.DTSF_SIGN),
        text, special = rfloat.double_to_string(x, 'g', 6, 0)
        print text, special


def rounding():
    for x in [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 2.675, 1234.5, 1235.5, 1e300, 0.05, -0.25]:
        for digits in [-3, -2, -1, 0, 1, 2, 400, -400]:
            print formatd(rfloat.round_double(x, digits), 'r', 0), formatd(rfloat.round_double(x, digits, True), 'r', 0),
        print formatd(rfloat.round_away(x), 'r', 0), formatd(rfloat.log2(abs(x)), 'g', 12)


def parse(s):
    try:
        print formatd(strtod(s), 'r', 0),
    except ValueError:
        print 'bad',


def encoded():
    for value in [0, 1, -1, 2147483647, -2147483648]:
        bits = encode_int32_into_longlong_nan(value)
        print int(can_encode_int32(value)), bits, int(is_int32_from_longlong_nan(bits)), decode_int32_from_longlong_nan(bits),
        print formatd(maybe_decode_longlong_as_float(bits), 'r', 0)
    print int(can_encode_int32(2147483648)), int(can_encode_float(1.5)), int(can_encode_float(longlong2float(encode_int32_into_longlong_nan(5))))
    print formatd(maybe_decode_longlong_as_float(float2longlong(2.25)), 'r', 0)


def packed():
    for x in [0.0, -1.5, 65504.0, 1e-7, 3.14159, 1e300, 5e-324, rfloat.INFINITY]:
        for size in [2, 4, 8]:
            try:
                bits = float_pack(x, size)
            except OverflowError:
                print 'too large',
            else:
                print bits, formatd(float_unpack(bits, size), 'r', 0),
        parts = []
        pack_float80(parts, x, 16, False)
        pack_float80(parts, x, 10, True)
        for c in parts[0] + parts[1]:
            print ord(c),
        print formatd(unpack_float80(parts[0], False), 'r', 0), formatd(unpack_float80(parts[1], True), 'r', 0)


def entry_point(argv):
    formats()
    rounding()
    for s in ['1', '-1.5e3', '.5', '5.', '', ' 1', '1 ', '1e', 'x', '1e400', '4.9e-324', '0x1', 'inf']:
        parse(s)
    print
    encoded()
    packed()
    print dtoa(1.1, code='f', precision=2), dtoa(1e12, code='g', precision=12), dtoa(0.1), dtoa(-0.0, flags=rfloat.DTSF_NO_NEG_0)
    print dtoa_formatd(1505.0, 'g', 3, 0), dtoa_formatd(1505.0, 'E', 3, rfloat.DTSF_ALT)
    print byteswap(0x0102030405060708), intmask(byteswap(r_uint(0x0102030405060708))),
    print rffi.cast(lltype.Signed, byteswap(rffi.cast(rffi.USHORT, 0x0102))), formatd(byteswap(2.3), 'g', 10)
    print listsort.powerloop(0, 4, 4, 8), listsort.powerloop(0, 1, 1, 8), listsort.powerloop(3, 2, 3, 8)
    return 0


def target(driver, args):
    return entry_point, None
