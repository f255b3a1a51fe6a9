# rlib.rbigint: bits, shifts, comparisons, logarithms.
# skip: js (64-bit words)
import sys
from _bigints import big, one, power, show
from _cases import entry_point_of
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rfloat import formatd

BIG = sys.maxint


SAMPLES = ['0', '1', '-1', '2', '-2', '255', '-256', '9223372036854775807', '-9223372036854775808',
           '9223372036854775808', '18446744073709551615', '-18446744073709551616', '340282366920938463463374607431768211455',
           '-340282366920938463463374607431768211456', '123456789012345678901234567890123456789',
           '-98765432109876543210987654321098765432109876543210']


def case_lshift():
    for text in ['0', '1', '-1', '12345', '-98765432109876543210']:
        for count in [0, 1, 62, 63, 64, 65, 130]:
            show(big(text).lshift(count * one()))
        print


def case_rshift():
    for text in ['0', '1', '-1', '-2', '12345678901234567890123456789', '-12345678901234567890123456789']:
        for count in [0, 1, 5, 62, 63, 64, 65, 200]:
            show(big(text).rshift(count * one()))
        print


def case_rshift_of_powers():
    for k in [62, 63, 64, 126, 128]:
        n = power(2, k).neg()
        show(n.rshift(k))
        show(n.int_sub(1).rshift(k))
        show(n.int_add(1).rshift(k))
    print


def case_rshift_without_inverting():
    for text in ['-1', '-5', '-18446744073709551617', '7']:
        show(big(text).rshift(1, True))
        show(big(text).rshift(64, True))
    print


def case_quick_shifts():
    for count in [1, 7, 31, 62]:
        show(big('-123456789012345678901').lqshift(count))
        show(big('123456789012345678901234567890').rqshift(count))
    print


def case_negative_counts():
    for text in ['5', '-5']:
        try:
            big(text).lshift(-one())
        except ValueError:
            print 'negative',
        try:
            big(text).rshift(-one())
        except ValueError:
            print 'negative',
    print


def case_shift_of_ints():
    for n in [0, 1, -1, BIG, -BIG - 1, 12345]:
        for count in [0, 1, 63, 64, 100]:
            show(rbigint.lshift_int_int_bigint_result(n * one(), count))
        print


def case_shifts_and_products():
    wrong = 0
    for k in range(0, 300, 7):
        for text in ['3', '-7', '123456789012345678901234567890']:
            n = big(text)
            if not n.lshift(k).eq(n.mul(power(2, k))):
                wrong += 1
            if not n.rshift(k).eq(n.floordiv(power(2, k))):
                wrong += 1
            if not n.lshift(k).rshift(k).eq(n):
                wrong += 1
    print wrong


def case_and_or_xor():
    for a in SAMPLES[:8]:
        for b in SAMPLES[6:12]:
            x, y = big(a), big(b)
            show(x.and_(y))
            show(x.or_(y))
            show(x.xor(y))
        print


def case_bitwise_with_ints():
    for a in SAMPLES:
        x = big(a)
        for n in [0, 1, -1, 255, -256, BIG, -BIG - 1]:
            show(x.int_and_(n * one()))
            show(x.int_or_(n * one()))
            show(x.int_xor(n * one()))
        print


def case_laws_of_bits():
    wrong = 0
    for a in SAMPLES:
        for b in SAMPLES:
            x, y = big(a), big(b)
            if not x.and_(y).add(x.or_(y)).eq(x.add(y)):
                wrong += 1
            if not x.xor(y).eq(x.or_(y).sub(x.and_(y))):
                wrong += 1
            if not x.invert().and_(y.invert()).eq(x.or_(y).invert()):
                wrong += 1
            if not x.xor(y).xor(y).eq(x):
                wrong += 1
    print wrong


def case_invert():
    for text in SAMPLES:
        show(big(text).invert())
    print


def case_bit_length():
    for text in SAMPLES:
        print big(text).bit_length(),
    for k in [1, 31, 62, 63, 64, 126, 127, 1000]:
        print power(2, k).bit_length(), power(2, k).int_sub(1).bit_length(),
    print


def case_bit_count():
    for text in SAMPLES:
        print big(text).bit_count(),
    print power(2, 500).int_sub(1).bit_count(), power(2, 500).bit_count(), power(3, 100).bit_count()


def case_signs():
    for text in SAMPLES:
        print big(text).get_sign(),
    print int(big('0').neg().eq(big('0'))), big('0').neg().get_sign()


def case_rshift_and_mask():
    n = big('123456789012345678901234567890123456789012345678901234567890')
    for count in [0, 1, 63, 64, 65, 100, 190, 250]:
        print n.abs_rshift_and_mask(r_uint(count), 0xffff), n.neg().abs_rshift_and_mask(r_uint(count), 7),
    print


def case_order():
    for a in SAMPLES:
        line = ''
        for b in SAMPLES:
            x, y = big(a), big(b)
            code = '<' if x.lt(y) else '>' if x.gt(y) else '='
            assert x.lt(y) == y.gt(x)
            assert x.le(y) == (not x.gt(y))
            assert x.ge(y) == (not x.lt(y))
            assert x.eq(y) == (code == '=')
            assert x.ne(y) == (code != '=')
            line += code
        print line


def case_order_with_ints():
    for a in SAMPLES:
        line = ''
        for n in [0, 1, -1, 254, 256, BIG, -BIG - 1]:
            x = big(a)
            n = n * one()
            code = '<' if x.int_lt(n) else '>' if x.int_gt(n) else '='
            assert x.int_le(n) == (not x.int_gt(n))
            assert x.int_ge(n) == (not x.int_lt(n))
            assert x.int_eq(n) == (code == '=')
            assert x.int_ne(n) == (code != '=')
            line += code
        print line,
    print


def case_digits():
    n = power(2, 200).int_add(5)
    total = rbigint.fromint(0)
    for i in range(n.numdigits() - 1, -1, -1):
        total = total.lshift(63).int_or_(n.digit(i))
    print int(total.eq(n)), big('7').numdigits(), big('7').digit(0), big('-7').digit(0), big('7').udigit(0)


def case_log():
    for text in ['1', '10', '1024', '1000000000000000000000000000000', '999999999999999999999999']:
        print formatd(big(text).log(10.0), 'g', 12), formatd(big(text).log(2.0), 'g', 12),
    print formatd(power(10, 500).log(10.0), 'g', 12), formatd(power(2, 3000).log(2.0), 'g', 12)


def case_log_natural():
    for exponent in [1, 20, 300]:
        print formatd(power(10, exponent).log(0.0), 'g', 12),
    print


def case_log_errors():
    for text in ['0', '-1', '-100000000000000000000000']:
        try:
            big(text).log(10.0)
        except ValueError:
            print 'domain',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
