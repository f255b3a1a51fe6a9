# rlib.rarithmetic: machine integers.
# skip: js (64-bit words)
import sys
from _cases import entry_point_of
from rpython.rlib.rarithmetic import (
    LONG_BIT, byteswap, highest_bit, int_between, int_c_div, int_c_mod, int_force_ge_zero, intmask, is_emulated_long,
    is_valid_int, longlongmask, most_neg_value_of_same_type, most_pos_value_of_same_type, mulmod, ovfcheck,
    ovfcheck_float_to_int, ovfcheck_float_to_longlong, ovfcheck_int32_add, ovfcheck_int32_mul, ovfcheck_int32_sub, r_int32,
    r_int64, r_longlong, r_singlefloat, r_uint, r_uint32, r_uint64, r_ulonglong, string_to_int, uint_mul_high, widen)
from rpython.rlib.rstring import ParseStringError, ParseStringOverflowError
from rpython.rtyper.lltypesystem import lltype, rffi

BIG = sys.maxint


class Number(object):
    value = 0


number = Number()


def one():
    """A number that is not known while translating."""
    number.value = 1
    return number.value


def case_intmask():
    print intmask(r_uint(-1)), intmask(r_uint(BIG) + r_uint(1)), intmask(r_ulonglong(7)), intmask(rffi.cast(rffi.UCHAR, 255))
    print intmask(r_uint(BIG) * r_uint(2 * one()))


def case_longlongmask():
    print longlongmask(r_ulonglong(-3)), longlongmask(r_ulonglong(5))


def case_widen():
    print widen(rffi.cast(rffi.SHORT, -5)) * 100000, widen(rffi.cast(rffi.UCHAR, 250)) + 10, widen(r_uint(3)) + r_uint(1)


def case_unsigned_wraps():
    x = r_uint(0)
    y = x - r_uint(one())
    print y, y + r_uint(2), y * y, ~x
    print intmask(y >> 1), y >> 63, intmask(r_uint(1) << 63)


def case_unsigned_division_and_order():
    x = r_uint(-one())
    print x // r_uint(10), x % r_uint(10), int(x > r_uint(5)), int(r_uint(3) < x), int(x == r_uint(-1))


def case_unsigned_with_int():
    x = r_uint(10)
    print x + r_uint(one()), x * r_uint(3) - r_uint(1), x & r_uint(6), x | r_uint(5), x ^ r_uint(15)


def case_ovfcheck():
    n = BIG - one()
    for step in [0, 1, 2]:
        try:
            print ovfcheck(n + step),
        except OverflowError:
            print 'overflow',
    for step in [0, 1, 2, 3]:
        try:
            print ovfcheck(-n - step),
        except OverflowError:
            print 'overflow',
    print


def case_ovfcheck_products():
    for a, b in [(3, 4), (BIG, 1), (BIG, 2), (-BIG - 1, 1), (-BIG - 1, -1), (1 << 31, 1 << 31), (1 << 32, 1 << 31)]:
        try:
            print ovfcheck(a * b),
        except OverflowError:
            print 'overflow',
    print


def case_ovfcheck_other_operations():
    smallest = -BIG - one()
    try:
        print ovfcheck(-smallest)
    except OverflowError:
        print 'overflow',
    try:
        print ovfcheck(smallest // -one())
    except OverflowError:
        print 'overflow',
    try:
        print ovfcheck(smallest - 1)
    except OverflowError:
        print 'overflow',
    print


def case_ovfcheck_shifts():
    for bits in [1, 61, 62, 63]:
        try:
            print ovfcheck(one() << bits),
        except OverflowError:
            print 'overflow',
    for bits in [61, 62, 63]:
        try:
            print ovfcheck(-one() << bits),
        except OverflowError:
            print 'overflow',
    print


def case_float_to_int():
    for x in [0.0, -1.9, 1e15, 9.2e18, 1e19, -1e19, -9223372036854775808.0, 1e300]:
        try:
            print ovfcheck_float_to_int(x),
        except OverflowError:
            print 'overflow',
        try:
            print ovfcheck_float_to_longlong(x)
        except OverflowError:
            print 'overflow'


def case_extreme_values():
    print most_neg_value_of_same_type(one()), most_pos_value_of_same_type(one())
    print most_neg_value_of_same_type(r_uint(one())), most_pos_value_of_same_type(r_uint(one()))
    print most_neg_value_of_same_type(r_int32(5)), most_pos_value_of_same_type(r_int32(5))
    print most_neg_value_of_same_type(r_uint32(5)), most_pos_value_of_same_type(r_uint32(5))


def case_is_valid_int():
    print int(is_valid_int(one())), int(is_valid_int(one() > 0)), int(is_valid_int(-BIG - 1)), int(is_valid_int(BIG))


def case_highest_bit():
    for n in [0, 1, 5, 30, 40, 62]:
        print highest_bit(one() << n),
    print


def case_int_between():
    n = one() * 5
    print int(int_between(5, n, 6)), int(int_between(0, n, 5)), int(int_between(6, n, 9)), int(int_between(-3, -n + 3, 4))


def case_int_force_ge_zero():
    print int_force_ge_zero(one()), int_force_ge_zero(-one()), int_force_ge_zero(one() - 1), int_force_ge_zero(-BIG - 1)


def case_c_division():
    for x in [7, -7]:
        for y in [2, -2, 7, 8]:
            print int_c_div(x * one(), y), int_c_mod(x * one(), y),
    print


def case_python_division():
    for x in [7, -7]:
        for y in [2, -2, 7, 8]:
            print (x * one()) // y, (x * one()) % y,
    print


def case_byteswap():
    print byteswap(r_longlong(0x0102030405060708)), byteswap(one()), byteswap(r_ulonglong(0x8000000000000001))
    print rffi.cast(lltype.Signed, byteswap(rffi.cast(rffi.USHORT, 0x1234))),
    print rffi.cast(lltype.Signed, byteswap(rffi.cast(rffi.INT, 0x12345678))),
    print rffi.cast(lltype.Signed, byteswap(rffi.cast(rffi.INT, 0x80)))


def case_explicit_32_bits():
    print r_uint32(4294967295), widen(r_uint32(5 * one())), intmask(r_int32(-8)), intmask(r_uint32(-1))


def case_explicit_64_bits():
    print r_uint64(0) - r_uint64(one()), r_int64(-5) // r_int64(2), r_uint64(1) << 40
    print r_uint64(1234567891234) + r_uint64(r_uint32(1))


def case_mixed_with_floats():
    n = r_longlong(43 * one())
    print int((n + 0.5) * 10), int((n - 0.5) * 10), int((n * 0.5) * 10), int((n / 0.8) * 100), int((0.25 * n) * 100)


def case_int32_overflow():
    for a, b in [(-2 ** 30, -2 ** 30), (2 ** 30, 2 ** 30), (5, 6)]:
        try:
            print ovfcheck_int32_add(a, b),
        except OverflowError:
            print 'overflow',
        try:
            print ovfcheck_int32_sub(a, b),
        except OverflowError:
            print 'overflow',
        try:
            print ovfcheck_int32_mul(a, b)
        except OverflowError:
            print 'overflow'


def case_mulmod():
    print mulmod(one() * 7, 8, 5), mulmod(BIG, BIG, 1000000007), mulmod(-BIG, 3, 1000), mulmod(-BIG - 1, -BIG - 1, BIG)
    print mulmod(123456789012345, 987654321098765, 999999999999989)


def case_uint_mul_high():
    print uint_mul_high(r_uint(-one()), r_uint(-1)), uint_mul_high(r_uint(1 << 40), r_uint(1 << 40)),
    print uint_mul_high(r_uint(3), r_uint(5)), uint_mul_high(r_uint(0x123456789ABCDEF), r_uint(0xFEDCBA987654321))


def parse(s, base=10):
    try:
        return str(string_to_int(s, base))
    except ParseStringOverflowError:
        return 'too large'
    except ParseStringError, e:
        return e.msg


def case_string_to_int():
    for s in ['0', '007', '  42  ', '-17', '+8', '- 9', '\t12\n', '9223372036854775807', '-9223372036854775808']:
        print parse(s),
    print


def case_string_to_int_bases():
    print parse('ff', 16), parse('0xFF', 16), parse('0b101', 2), parse('0o17', 8), parse('017', 0), parse('0x1f', 0),
    print parse('zz', 36), parse('-1010', 2), parse('12', 3), parse('0B11', 0), parse('1e', 16)


def case_string_to_int_errors():
    for s in ['', ' ', '12a', '--1', '1.5', '0x10', '+', '1 2', '99999999999999999999', '-9223372036854775809']:
        print parse(s)
    print parse('5', 1), parse('8', 8), parse('0x', 16), parse('1', 37), parse('', 0)


def parse_with_underscores(s):
    try:
        return str(string_to_int(s, 0, True, True))
    except ParseStringError:
        return 'bad'


def case_string_to_int_underscores():
    for s in ['1_000', '0x_f', '0b1_0', '_1', '1_', '1__0', '0_0', '00', '01', '0o1_7', '0_x1']:
        print parse_with_underscores(s),
    print


def case_singlefloat():
    x = r_singlefloat(0.1)
    print int(float(x) == 0.1), int(float(r_singlefloat(0.5)) == 0.5), int(abs(float(x) - 0.1) < 1e-8)


def case_hex_and_str():
    print hex(one() * 255), oct(one() * 8), hex(-one()), str(r_uint(-one())), str(r_longlong(-5)), '%d %x' % (-one(), 255)


def case_shifts_of_unsigned():
    x = r_uint(0xF0F0)
    for n in [0, 4, 60]:
        print x << n, x >> n,
    print


def case_word_size():
    print LONG_BIT, int(is_emulated_long)


def case_is_valid_int_of_others():
    x = one()
    print int(is_valid_int(x)), int(is_valid_int(x > 0)), int(is_valid_int(x + 0.5)), int(is_valid_int('a' * x))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
