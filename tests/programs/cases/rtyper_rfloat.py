# Floats: arithmetic, rounding, text, special values.
from _cases import entry_point_of
import math
from rpython.rlib import rfloat
from rpython.rlib.rarithmetic import r_uint, r_longlong, r_singlefloat, ovfcheck_float_to_int, intmask
from rpython.rlib.rfloat import formatd, INFINITY, NAN

SOME = [1.5, -2.25, 0.0, 1000000.0, -0.001]


def show(f):
    return formatd(f, 'r', 0, rfloat.DTSF_ADD_DOT_0)


def case_arithmetic():
    for f in SOME:
        print show(f + 0.5), show(f - 2.0), show(f * -3.0), show(f / 8.0), show(-f), show(abs(f))


def case_with_integers():
    for n in [3, -3]:
        f = n / 2.0
        print show(f), show(n * 1.5), show(1.0 * n), show(n - 0.25), show(float(n))


def case_comparisons():
    for f in SOME:
        print int(f < 0.0), int(f == 0.0), int(f >= 1.5), int(f != 1.5), int(f > 0), int(bool(f))


def case_negative_zero():
    for f in [0.0, -0.0]:
        print int(f == 0.0), show(f), show(math.copysign(2.0, f)), show(f + 0.0)


def case_copysign():
    for f in [3.0, -3.0]:
        print show(math.copysign(7.5, f)), show(math.copysign(-0.5, f)), show(math.copysign(f, -1.0))


def case_to_int():
    for f in [0.99, -0.99, 123456.789, -5.0]:
        print int(f), int(math.floor(f)), int(math.ceil(f)), intmask(r_longlong(f)),
    print


def case_to_unsigned():
    for f in [0.5, 77.9, 3000000000.0]:
        print str(r_uint(f)),
    print


def case_from_unsigned():
    for n in [1, 1000]:
        print show(float(r_uint(n)) / 4.0), show(float(r_longlong(-n)) / 4.0)


def case_to_int_with_check():
    for f in [5.7, -5.7, 1e30, -1e30]:
        try:
            print ovfcheck_float_to_int(f),
        except OverflowError:
            print 'too large',
    print


def case_infinity_and_nan():
    for f in [1e200, 1.0]:
        big = f * f
        odd = big - big
        print int(math.isinf(big)), int(math.isnan(odd)), int(rfloat.isfinite(big)), int(odd == odd)
    print show(INFINITY), show(-INFINITY), show(NAN)


def case_nan_compares_to_nothing():
    for f in [NAN, 1.0]:
        print int(f < 1.0), int(f > 1.0), int(f == 1.0), int(f != f), int(f >= f)


def case_formats():
    for f in [10.0 / 3.0, -0.5, 12345.678]:
        print formatd(f, 'f', 2), formatd(f, 'e', 3), formatd(f, 'g', 4), formatd(f, 'F', 1)


def case_format_flags():
    for f in [3.0, 2.5]:
        print formatd(f, 'g', 2, 0), formatd(f, 'g', 2, rfloat.DTSF_ADD_DOT_0), formatd(f, 'r', 0, 0), formatd(f, 'f', 0, rfloat.DTSF_ALT)


def case_percent_f():
    for f in [1.5, -2.0]:
        print '%f' % f, '<%f>' % (f * 10.0), '%f and %d' % (f, int(f))


def case_text_to_float():
    for text in ['2.5', '-1e3', ' 7 ', '.5', '5.', 'x', '1e', '']:
        try:
            print show(float(text)),
        except ValueError:
            print 'no',
    print


def case_exact_text():
    for f in [0.1, 1.0 / 3.0, 1e22, 1e-7, 123456789012345680.0, 5e-324]:
        print show(f),
    print


def case_powers_and_roots():
    for f in [2.0, 0.25]:
        print show(f * f), show(math.sqrt(f * f)), show(math.pow(f, 3.0)), show(math.floor(f)), show(math.fabs(-f))


def case_split_and_join():
    for f in [12.0, -0.75]:
        mantissa, exponent = math.frexp(f)
        rest, whole = math.modf(f)
        print show(mantissa), exponent, show(math.ldexp(mantissa, exponent)), show(rest), show(whole), show(math.fmod(f, 5.0))


def case_single_precision():
    for f in [0.5, 0.1]:
        single = r_singlefloat(f)
        back = float(single)
        print int(back == f), int(abs(back - f) < 1e-6)


def case_round_half():
    for f in [0.5, 1.5, -0.5, 2.4, -2.6]:
        print show(rfloat.round_away(f)), show(rfloat.round_double(f, 0, True)),
    print


def case_truth_of_division_in_finally():
    def quotient(a, b):
        try:
            result = a / b
        finally:
            print 'divided',
        return result
    print show(quotient(9.0, 2.0)), show(quotient(-9.0, 4.0))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
