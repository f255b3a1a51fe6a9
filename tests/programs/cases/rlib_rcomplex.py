# rlib.rcomplex: functions of complex numbers, given as two floats.
from _cases import entry_point_of
from rpython.rlib import rcomplex, rfloat
from rpython.rlib.rfloat import formatd

INF = rfloat.INFINITY
NAN = rfloat.NAN
POINTS = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (-1.5, 0.5), (3.0, -4.0), (0.25, 100.0), (-2.0, -0.0)]
SPECIAL = [(INF, 0.0), (-INF, 1.0), (1.0, INF), (NAN, 0.0), (INF, INF), (0.0, NAN)]


def text(x):
    if abs(x) < 1e-14:
        x = 0.0
    return formatd(x, 'g', 10, rfloat.DTSF_NO_NEG_0)


def show(pair):
    return '(%s,%s)' % (text(pair[0]), text(pair[1]))


def make_table(function):
    def table():
        for points in [POINTS, SPECIAL]:
            for x, y in points:
                try:
                    print show(function(x, y)),
                except ValueError:
                    print 'bad',
                except OverflowError:
                    print 'overflow',
            print
    return table


def case_sums_and_products():
    print show(rcomplex.c_add((1.0, 2.0), (0.5, -3.0))), show(rcomplex.c_sub((1.0, 2.0), (0.5, -3.0))),
    print show(rcomplex.c_mul((1.0, 2.0), (0.5, -3.0))), show(rcomplex.c_neg(1.0, -2.0))


def case_quotients():
    for a, b in [((1.0, 2.0), (3.0, -4.0)), ((1.0, 0.0), (0.0, 1.0)), ((1e300, 1e300), (1e-5, 1e-5)), ((5.0, 5.0), (1e200, 1e200)),
                 ((1.0, 1.0), (INF, 0.0)), ((1.0, 1.0), (NAN, 1.0))]:
        print show(rcomplex.c_div(a, b)),
    print
    try:
        rcomplex.c_div((1.0, 1.0), (0.0, 0.0))
    except ZeroDivisionError:
        print 'division by zero'


def case_powers():
    for a, b in [((2.0, 0.0), (3.0, 0.0)), ((0.0, 1.0), (2.0, 0.0)), ((1.0, 1.0), (0.5, 0.0)), ((2.0, 3.0), (0.0, 0.0)),
                 ((0.0, 0.0), (2.0, 0.0)), ((1.5, -0.5), (2.0, -1.0))]:
        print show(rcomplex.c_pow(a, b)),
    print
    for b in [(-1.0, 0.0), (1.0, 1.0)]:
        try:
            print show(rcomplex.c_pow((0.0, 0.0), b))
        except ZeroDivisionError:
            print 'division by zero',
    print


case_sqrt = make_table(rcomplex.c_sqrt)
case_exp = make_table(rcomplex.c_exp)
case_log = make_table(rcomplex.c_log)
case_log10 = make_table(rcomplex.c_log10)
case_acos = make_table(rcomplex.c_acos)
case_acosh = make_table(rcomplex.c_acosh)
case_asin = make_table(rcomplex.c_asin)
case_asinh = make_table(rcomplex.c_asinh)
case_atan = make_table(rcomplex.c_atan)
case_atanh = make_table(rcomplex.c_atanh)
case_cosh = make_table(rcomplex.c_cosh)
case_sinh = make_table(rcomplex.c_sinh)
case_tanh = make_table(rcomplex.c_tanh)
case_cos = make_table(rcomplex.c_cos)
case_sin = make_table(rcomplex.c_sin)
case_tan = make_table(rcomplex.c_tan)


def case_signs_of_zero():
    for x, y in [(0.0, -0.0), (-0.0, 0.0), (-1.0, -0.0)]:
        re, im = rcomplex.c_sqrt(x, y)
        print formatd(re, 'g', 5), formatd(im, 'g', 5), formatd(rcomplex.c_phase(x, y), 'g', 8),
    print


def case_polar():
    for x, y in POINTS:
        r, phi = rcomplex.c_polar(x, y)
        print show((r, phi)), show(rcomplex.c_rect(r, phi)),
    print


def case_rect_of_special():
    for r, phi in [(INF, 0.0), (INF, 1.0), (-INF, 2.0), (0.0, INF), (NAN, 0.0)]:
        try:
            print show(rcomplex.c_rect(r, phi)),
        except ValueError:
            print 'bad',
    print


def case_abs():
    for x, y in POINTS:
        print text(rcomplex.c_abs(x, y)),
    print text(rcomplex.c_abs(INF, NAN)), text(rcomplex.c_abs(NAN, 1.0)),
    try:
        print text(rcomplex.c_abs(1.5e308, 1.5e308))
    except OverflowError:
        print 'overflow'


def case_phase():
    for x, y in POINTS:
        print text(rcomplex.c_phase(x, y)),
    print text(rcomplex.c_phase(INF, INF)), text(rcomplex.c_phase(-INF, INF)), text(rcomplex.c_phase(-INF, -INF))


def case_kinds():
    for x, y in [(1.0, 2.0), (INF, 0.0), (0.0, -INF), (NAN, 1.0), (INF, NAN)]:
        print int(rcomplex.c_isinf(x, y)), int(rcomplex.c_isnan(x, y)), int(rcomplex.c_isfinite(x, y)),
    print


def case_overflow():
    for x, y in [(1000.0, 1.0), (710.0, 0.5)]:
        try:
            print show(rcomplex.c_exp(x, y)),
        except OverflowError:
            print 'overflow',
        try:
            print show(rcomplex.c_cosh(x, y)),
        except OverflowError:
            print 'overflow',
        try:
            print show(rcomplex.c_sinh(x, y)),
        except OverflowError:
            print 'overflow',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
