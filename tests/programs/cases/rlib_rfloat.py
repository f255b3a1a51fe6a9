# rlib.rfloat and rlib.rdtoa: floats as text and back, rounding, functions.
from _cases import entry_point_of
from rpython.rlib import rfloat
from rpython.rlib.rdtoa import dg_strtod, dtoa, dtoa_formatd, strtod
from rpython.rlib.rfloat import formatd, rstring_to_float, string_to_float
from rpython.rlib.rstring import ParseStringError
from rpython.rtyper.lltypesystem import lltype, rffi

INF = rfloat.INFINITY
NAN = rfloat.NAN


def text(x):
    return formatd(x, 'r', 0, rfloat.DTSF_ADD_DOT_0)


def case_strtod():
    for s in ['12345', '1.1', '.125', '-7e3', '1e-5', '0.1e1', '00012.50']:
        print text(strtod(s)),
    print


def case_strtod_errors():
    for s in ['', ' ', '1.5x', 'abc', '1e', '--1', '1 ']:
        try:
            print text(strtod(s)),
        except ValueError:
            print 'bad',
    print


def case_dtoa_shortest():
    for x in [3.47, 0.1, -1.1, 10.0, 1e100, 123456789.125, 5e-324, 1.7976931348623157e308, 0.0, 1e16, 1e22, 1e23]:
        print dtoa(x),
    print


def case_dtoa_special():
    print dtoa(INF), dtoa(-INF), dtoa(NAN), dtoa(-0.0), dtoa(INF, flags=rfloat.DTSF_SIGN)


def case_dtoa_precision():
    print dtoa(1.1, code='f', precision=2), dtoa(1e12, code='g', precision=12),
    print dtoa(0.0001234, code='g', precision=2), dtoa(123456.0, code='g', precision=3), dtoa(1e5, code='f', precision=0)


def case_rstring_to_float():
    for s in ['12.5', '-1e-3', '.5', '7.', '', '+', '.', '1e', '1x', ' 1', '1 ', 'inf', 'nan', '1e5.0', '1_0', '\x00']:
        try:
            print text(rstring_to_float(s)),
        except ValueError:
            print 'no',
    print


def case_formats():
    for x in [0.0, 1.0, -2.5, 1234567.891, 0.000012345]:
        print formatd(x, 'e', 3), formatd(x, 'f', 2), formatd(x, 'g', 5), formatd(x, 'r', 0)


def case_format_flags():
    print formatd(1.0, 'g', 6, rfloat.DTSF_ADD_DOT_0), formatd(1.0, 'g', 6, rfloat.DTSF_SIGN),
    print formatd(1.0, 'g', 6, rfloat.DTSF_ALT), formatd(-0.0, 'g', 2, rfloat.DTSF_NO_NEG_0),
    print formatd(1.5e-7, 'g', 3, rfloat.DTSF_CUT_EXP_0), formatd(1e9, 'e', 0, rfloat.DTSF_CUT_EXP_0),
    print formatd(1e9, 'e', 0, rfloat.DTSF_ALT)


def case_format_dot_and_zero():
    for flags in range(8):
        for x in [-0.0, 248.0, 0.5344794392585754, 1e16, 5e-324]:
            print formatd(x, 'r', 0, flags), formatd(x, 'f', 0, flags), formatd(x, 'e', 0, flags), formatd(x, 'g', 3, flags)


def case_format_capitals():
    print formatd(1e-10, 'E', 2), formatd(INF, 'F', 2), formatd(NAN, 'G', 2), formatd(12.5, 'F', 1), formatd(1e20, 'G', 3)


def case_formatd_of_g_cuts_zeros():
    print dtoa_formatd(1505.0, 'g', 3, 0), dtoa_formatd(100000.0, 'g', 6, 0), dtoa_formatd(1000000.0, 'g', 6, 0),
    print dtoa_formatd(0.5, 'g', 17, 0)


def case_double_to_string():
    for x in [1.5, -0.0, 3.0, INF, -INF, NAN]:
        s, kind = rfloat.double_to_string(x, 'r', 0, 0)
        print s, kind,
    print


def parse(s):
    try:
        return text(string_to_float(s))
    except ParseStringError, e:
        return e.msg


def case_string_to_float():
    for s in ['0', '  1.5 ', '-2e3', '+.5', '3.', '1E+2', '\t7\n', '1e400', '-1e400', '1e-400', '0.1']:
        print parse(s),
    print


def case_string_to_float_words():
    for s in ['inf', '-Inf', '+infinity', 'INFINITY', ' -infinity ', 'nan', '-NaN', '+nan']:
        print parse(s),
    print


def case_string_to_float_errors():
    for s in ['', '  ', '.', 'e5', '1e', '1.2.3', '++1', '#1', '1#', 'infinit', 'nano']:
        print '[' + parse(s) + ']',
    print


def case_float_of_string():
    s = '2.' + str(50)
    print text(float(s)), text(float('-' + s)), text(float(' ' + s + ' '))
    try:
        print text(float(s + 'z'))
    except ValueError:
        print 'bad'


def case_round_away():
    for x in [0.1, 0.5, 0.7, 1.5, 2.5, -0.5, -0.1, -2.5, 1e300]:
        print text(rfloat.round_away(x)),
    print


def case_round_half_even():
    for x in [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.4, 3.6]:
        print text(rfloat.round_half_even(x)),
    print


def case_round_double():
    for x, digits in [(0.125, 2), (0.375, 2), (-0.625, 2), (0.25, 1), (2.5, 0), (-6.5, 0), (25.0, -1), (12325.0, -1), (450.0, -2),
                      (1e300, 3), (5e15 + 1.0, 0)]:
        print text(rfloat.round_double(x, digits)), text(rfloat.round_double(x, digits, True)),
    print


def case_round_double_large():
    for x, digits in [(0.5e21, -21), (8.5e21, -21), (1.5e22, -22), (-0.5e22, -22), (123.456, -3), (550.0, -3)]:
        print text(rfloat.round_double(x, digits)),
    print


def case_what_is_finite():
    for x in [0.0, 1e308, INF, -INF, NAN]:
        print int(rfloat.isfinite(x)),
    print


def case_log2():
    for x in [1.0, 2.0, 1024.0, 0.125, 3.0, 1e300]:
        print formatd(rfloat.log2(x), 'f', 6),
    for x in [0.0, -1.0]:
        try:
            print rfloat.log2(x)
        except ValueError:
            print 'bad',
    print


def case_nextafter():
    for x, y in [(1.0, 2.0), (1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (2.0, 2.0), (1.7976931348623157e308, INF), (INF, 0.0)]:
        print text(rfloat.nextafter(x, y)),
    print


def case_ratio():
    for x in [0.875, -11.5, 0.0, 3.0, 0.1]:
        top, bottom = rfloat.float_as_rbigint_ratio(x)
        print top.str() + '/' + bottom.str(),
    print
    for x in [INF, NAN]:
        try:
            rfloat.float_as_rbigint_ratio(x)
        except OverflowError:
            print 'overflow',
        except ValueError:
            print 'bad',
    print


def case_gamma():
    for x in [1.0, 5.0, 0.5, -0.5, 10.0, 170.0]:
        print formatd(rfloat.gamma(x), 'g', 12),
    for x in [0.0, -1.0, 172.0, -INF]:
        try:
            print formatd(rfloat.gamma(x), 'g', 12),
        except ValueError:
            print 'bad',
        except OverflowError:
            print 'overflow',
    print


def case_lgamma():
    for x in [1.0, 3.0, 0.5, -0.5, 100.0, 1e10]:
        print formatd(rfloat.lgamma(x), 'g', 10),
    for x in [0.0, -3.0, INF, 1e307]:
        try:
            print formatd(rfloat.lgamma(x), 'g', 10),
        except ValueError:
            print 'bad',
        except OverflowError:
            print 'overflow',
    print


def case_error_function():
    for x in [0.0, 0.5, -1.0, 2.0, 3.5, INF, -INF, NAN]:
        print formatd(rfloat.erf(x), 'g', 12), formatd(rfloat.erfc(x), 'g', 12),
    print


CLOSE = [rfloat.ulps_check(1.0, 1.0) is None, rfloat.ulps_check(1.0, 1.0000001) is None,
         rfloat.acc_check(100.0, 100.0) is None, rfloat.acc_check(1.0, 2.0) is None]


def case_checks_of_accuracy():
    for close in CLOSE:
        print int(close),
    print


def case_strtod_in_memory():
    with lltype.scoped_alloc(rffi.CCHARPP.TO, 1) as end:
        for s in ['12345', '1.5]', '-7e3,', '1e', '2e+x', '3.', '.5.5', '-', 'abc', '+0.1e-1e']:
            with rffi.scoped_str2charp(s) as text_in_memory:
                p = rffi.cast(rffi.CONST_CCHARP, text_in_memory)
                x = dg_strtod(p, end)
                length = rffi.cast(lltype.Signed, end[0]) - rffi.cast(lltype.Signed, p)
                print text(x), length,
    with rffi.scoped_str2charp('1e400') as p:
        print text(dg_strtod(rffi.cast(rffi.CONST_CCHARP, p), lltype.nullptr(rffi.CCHARPP.TO)))


def case_other_codes():
    for code in ['x', 'R', 'n']:
        try:
            print formatd(1.5, code, 0)
        except ValueError:
            print 'bad',
    print


def case_round_zero():
    for n in [0, 1, -1, 400]:
        print text(rfloat.round_double(-0.0, n)), text(rfloat.round_double(-0.0, n, half_even=True)),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
