# skip: untranslated (log1p(-1) is a ValueError there)
# What the functions of math raise, and the sign of a shifted number.
import math
from _cases import entry_point_of
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rlib.unroll import unrolling_iterable


def attempts(functions):
    functions = unrolling_iterable(functions)

    def attempt(x):
        for name, function in functions:
            try:
                value = function(x)
            except ValueError:
                print name, 'ValueError',
            except OverflowError:
                print name, 'OverflowError',
            else:
                print name, int(value * 1000.0),
        print
    return attempt


poles = attempts([('log', math.log), ('log10', math.log10), ('log1p', math.log1p), ('atanh', math.atanh)])
large = attempts([('exp', math.exp), ('cosh', math.cosh), ('sinh', math.sinh), ('expm1', math.expm1)])
circular = attempts([('acos', math.acos), ('asin', math.asin), ('sqrt', math.sqrt), ('acosh', math.acosh)])


def case_poles():
    for x in [0.5, 0.0, -1.0, -1.5, 1.0]:
        poles(x)


def case_too_large():
    for x in [1.0, 9999.5]:
        large(x)


def case_out_of_range():
    for x in [1.0, 1.5, -1.0, -2.0]:
        circular(x)


def case_powers():
    for x, y in [(2.0, 10.0), (10.0, 40000.0), (0.0, -1.0), (-1.0, 0.5)]:
        try:
            print int(math.pow(x, y)),
        except ValueError:
            print 'ValueError',
        except OverflowError:
            print 'OverflowError',
    print


def case_remainders():
    for x, y in [(7.5, 2.0), (-7.5, 2.0), (1.0, 0.0)]:
        try:
            print int(math.fmod(x, y) * 10.0),
        except ValueError:
            print 'ValueError',
    print


def case_scaled():
    for n in [3, -3, 40000]:
        try:
            print int(math.ldexp(12.0, n) * 10.0),
        except OverflowError:
            print 'OverflowError',
    print


def case_sign_of_a_shifted_number():
    for n in [3, LONG_BIT - 1]:
        x = 1 << n
        print int(x < 0), int(x >= 0),
        y = len('abc') << n
        print int(y < 0), int(y > 0)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
