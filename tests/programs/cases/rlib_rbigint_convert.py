# rlib.rbigint: from and to machine integers, floats, text and bytes.
# skip: js (64-bit words)
import math
import sys
from _bigints import big, one, power, show
from _cases import entry_point_of
from rpython.rlib.rarithmetic import intmask, r_longlong, r_uint, r_ulonglong
from rpython.rlib.rbigint import InvalidEndiannessError, InvalidSignednessError, rbigint
from rpython.rlib.rfloat import formatd
from rpython.rlib.rstring import ParseStringError

BIG = sys.maxint


def case_fromint():
    for n in [0, 1, -1, BIG, -BIG, -BIG - 1, 1 << 31, -(1 << 31), 10 ** 18]:
        show(rbigint.fromint(n * one()))
    print


def case_frombool():
    show(rbigint.frombool(one() > 0))
    show(rbigint.frombool(one() > 1))
    print


def case_fromrarith_int():
    show(rbigint.fromrarith_int(r_uint(-one())))
    show(rbigint.fromrarith_int(r_longlong(-5 * one())))
    show(rbigint.fromrarith_int(r_ulonglong(3) << (62 * one())))
    show(rbigint.fromrarith_int(r_uint(0)))
    print


PREBUILT = rbigint.fromlong(-12345678901234567890123)


def case_fromlong():
    show(PREBUILT)
    show(PREBUILT.neg())
    print PREBUILT.get_sign(), PREBUILT.int_add(3).str()


def case_toint():
    for text in ['0', '-7', '9223372036854775807', '-9223372036854775808', '9223372036854775808', '-9223372036854775809',
                 '1000000000000000000000']:
        n = big(text)
        print int(n.fits_int()),
        try:
            print n.toint(),
        except OverflowError:
            print 'overflow',
    print


def case_touint():
    for text in ['0', '9223372036854775808', '18446744073709551615', '18446744073709551616', '-1']:
        try:
            print big(text).touint(),
        except OverflowError:
            print 'overflow',
        except ValueError:
            print 'negative',
    print


def case_masks():
    for text in ['-1', '18446744073709551617', '340282366920938463463374607431768211455', '-9223372036854775809']:
        print big(text).uintmask(), big(text).ulonglongmask(),
    print


def case_longlongs():
    for text in ['5', '-5', '9223372036854775807', '-9223372036854775808', '9223372036854775808', '-9223372036854775809']:
        try:
            print big(text).tolonglong(),
        except OverflowError:
            print 'overflow',
    for text in ['5', '18446744073709551615', '18446744073709551616', '-1']:
        try:
            print big(text).toulonglong(),
        except OverflowError:
            print 'overflow',
        except ValueError:
            print 'negative',
    print


def case_tobool():
    for text in ['0', '1', '-1', '99999999999999999999999']:
        print int(big(text).tobool()),
    print int(big('5').sub(big('5')).tobool())


def case_fromfloat():
    for x in [0.0, 1.9, -1.9, 1e15, 123456789012345678.0, 1e23, -1e40, 5e-324, 2.0 ** 80]:
        show(rbigint.fromfloat(x * one()))
    print


def case_fromfloat_errors():
    inf = 1e200 * 1e200 * one()
    for x in [inf, -inf, inf - inf]:
        try:
            rbigint.fromfloat(x)
        except OverflowError:
            print 'overflow',
        except ValueError:
            print 'value',
    print


def case_tofloat():
    for text in ['0', '-3', '9007199254740993', '9007199254740995', '123456789012345678901234567890',
                 '-170141183460469231731687303715884105728']:
        print formatd(big(text).tofloat(), 'r', 0),
    print


def case_tofloat_rounds_to_even():
    # Half between two floats, and a little beside it.
    for k in [54, 100, 200]:
        base = power(2, k).add(power(2, k - 53))
        print int(base.tofloat() == math.ldexp(1.0, k)),
        print int(base.int_add(1).tofloat() == math.ldexp(1.0, k) + math.ldexp(1.0, k - 52)),
        print int(base.int_sub(1).tofloat() == math.ldexp(1.0, k)),
    print


def case_tofloat_overflow():
    limit = power(2, 1024)
    try:
        limit.tofloat()
    except OverflowError:
        print 'overflow',
    print formatd(limit.sub(power(2, 971)).tofloat(), 'r', 0),
    try:
        limit.sub(power(2, 970)).tofloat()
    except OverflowError:
        print 'rounds up'


def case_str():
    for exponent in [0, 1, 9, 18, 19, 20, 40]:
        show(power(10, exponent))
        show(power(10, exponent).int_sub(1).neg())
    print


def case_str_of_long_numbers():
    text = power(7, 1000).str()
    end = len(text) - 20
    assert end >= 0
    print len(text), text[:20], text[end:]
    print int(big(text).eq(power(7, 1000))), int(big('-' + text).eq(power(7, 1000).neg()))


def case_repr_hex_oct():
    for text in ['0', '-1', '255', '-255', '1208925819614629174706176', '-12345678901234567890']:
        print big(text).repr(), big(text).hex(), big(text).oct()


def case_format():
    print big('255').format('01'), big('-12345678901234567890123').format('0123456789abcdefghijklmnopqrstuvwxyz')
    print big('255').format('01234567', '0o', '!'), big('-10').format('abc', '<', '>')
    print big('0').format('xyz'), big('0').format('xyz', '<', '>'), big('0').format('01', '0b')


def case_fromstr():
    for text in ['0', ' 12 ', '-000123', '+5', '123L', '-123l', '99999999999999999999999999999']:
        show(rbigint.fromstr(text))
    print


def case_fromstr_bases():
    show(rbigint.fromstr('ff', 16))
    show(rbigint.fromstr('0xFF', 16))
    show(rbigint.fromstr('-0b101', 2))
    show(rbigint.fromstr('0o777', 8))
    show(rbigint.fromstr('zz', 36))
    show(rbigint.fromstr('0x1fffffffffffffffffff', 0))
    show(rbigint.fromstr('0b11', 0))
    show(rbigint.fromstr('017', 0))
    show(rbigint.fromstr('-11', 3))
    print


def case_fromstr_underscores():
    show(rbigint.fromstr('1_000_000', 10, allow_underscores=True))
    show(rbigint.fromstr('0x_ff', 16, allow_underscores=True))
    for text in ['1__0', '_1', '1_', '1_000']:
        try:
            show(rbigint.fromstr(text, 10, allow_underscores=text != '1_000'))
        except ParseStringError:
            print 'bad',
    print


def case_fromstr_errors():
    for text in ['', ' ', '-', '+-3', '12x', '0x', '1 2', 'L', '--1']:
        try:
            rbigint.fromstr(text)
        except ParseStringError:
            print 'bad',
        else:
            print 'good',
    print


def case_fromdecimalstr():
    for text in ['0', '00000000000000000000000000000000000000001', '-5', '123456789' * 5, '-' + '9' * 30]:
        show(big(text))
    print


def show_bytes(text):
    print ' '.join([str(ord(c)) for c in text]), '/',


def case_tobytes():
    show_bytes(big('258').tobytes(4, 'big', False))
    show_bytes(big('258').tobytes(4, 'little', False))
    show_bytes(big('-2').tobytes(3, 'big', True))
    show_bytes(big('-256').tobytes(2, 'little', True))
    show_bytes(big('0').tobytes(0, 'big', False))
    show_bytes(big('0').tobytes(2, 'big', True))
    show_bytes(power(2, 80).int_sub(1).tobytes(10, 'little', False))
    print


def try_bytes(text, count, order, signed):
    try:
        show_bytes(big(text).tobytes(count, order, signed))
    except OverflowError:
        print 'overflow /',
    except InvalidSignednessError:
        print 'signedness /',
    except InvalidEndiannessError:
        print 'endianness /',


def case_tobytes_errors():
    try_bytes('256', 1, 'big', False)
    try_bytes('128', 1, 'big', True)
    try_bytes('127', 1, 'big', True)
    try_bytes('-128', 1, 'big', True)
    try_bytes('-129', 1, 'big', True)
    try_bytes('-1', 1, 'big', False)
    try_bytes('1', 1, 'middle', False)
    try_bytes('1', 0, 'big', False)
    print


def case_frombytes():
    show(rbigint.frombytes('', 'big', True))
    show(rbigint.frombytes('\x01\x02', 'big', False))
    show(rbigint.frombytes('\x01\x02', 'little', False))
    show(rbigint.frombytes('\xff\xfe', 'big', True))
    show(rbigint.frombytes('\xff\xfe', 'big', False))
    show(rbigint.frombytes('\x80' + '\x00' * 16, 'big', True))
    show(rbigint.frombytes('\x00' * 16 + '\x80', 'little', False))
    try:
        rbigint.frombytes('\x01', 'mixed', False)
    except InvalidEndiannessError:
        print 'endianness'


def case_bytes_round_trip():
    wrong = 0
    for k in range(1, 120):
        for n in [power(2, k), power(2, k).neg(), power(3, k).int_sub(5)]:
            for order in ['big', 'little']:
                if not rbigint.frombytes(n.tobytes(25, order, True), order, True).eq(n):
                    wrong += 1
    print wrong


def case_from_list_n_bits():
    show(rbigint.from_list_n_bits([intmask(r_uint(5)), 7], 16))
    show(rbigint.from_list_n_bits([1, 0, 0, 1], 31))
    show(rbigint.from_list_n_bits([0, 0, 0], 8))
    show(rbigint.from_list_n_bits([255] * 20, 8))
    print


def case_hash():
    print int(big('5').hash() == rbigint.fromint(5).hash()), big('12345').hash(), big('-12345').hash(), big('0').hash()
    print power(2, 100).hash(), power(2, 100).neg().hash(), int(power(2, 64).hash() == power(2, 32).pow(big('2')).hash())


def case_equality_of_ways():
    n = big('-98765432109876543210')
    print int(n.eq(rbigint.fromstr('-98765432109876543210'))), int(n.eq(rbigint.fromstr('-0x55AA54D38E5267EEA', 16)))
    print int(n.ne(n.int_add(1))), int(n.eq(n.neg())), int(n.int_eq(5)), int(big('5').int_eq(5)), int(big('5').int_ne(6))


def case_truediv_signs():
    for a in ['0', '6', '-6']:
        for b in ['4', '-4', '100000000000000000000000', '-100000000000000000000000']:
            print formatd(big(a).truediv(big(b)), 'r', 0),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
