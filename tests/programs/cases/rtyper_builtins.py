# Built-in functions on values of each type, and those of the standard library that RPython has.
import math
import os

from _cases import entry_point_of
from rpython.rlib.rarithmetic import intmask, r_longlong, r_singlefloat, r_uint


def case_abs():
    for n in [5, -5, 0]:
        print abs(n),
    print int(abs(-2.5 * len('ab')))


def case_int_of_number():
    for x in [2.9, -2.9, 0.0]:
        print int(x),
    print int(len('abc') == 3)


def case_int_of_text():
    for s in ['12', '-7', '0010', ' 8 ']:
        print int(s),
    print


def case_int_with_base():
    for s, base in [('ff', 16), ('-1F', 16), ('777', 8), ('101', 2), ('z', 36)]:
        print int(s, base),
    print


def case_int_of_bad_text():
    for s in ['', '4 4', '1.5', 'abc', '-', '9x']:
        try:
            print int(s)
        except ValueError:
            print 'bad',
    print


def case_float_of_int():
    for n in [3, -4]:
        print int(float(n) / 2 * 100),
    print


def case_float_of_text():
    for s in ['2.5', '-1e2', '  3 ', '.5']:
        print int(float(s) * 10),
    try:
        print int(float('nothing'))
    except ValueError:
        print 'bad'


def case_chr_and_ord():
    text = ''
    for n in [72, 105, 33]:
        text += chr(n)
    print text, ord(text[0]), ord(text[2])


def case_unichr():
    u = u''
    for n in [65, 0xe9, 0x20ac]:
        u += unichr(n)
    print len(u), ord(u[1]), ord(u[2])


def case_hex_and_oct():
    for n in [0, 255, 4096, -16]:
        print hex(n), oct(n)


def case_min_and_max():
    for a, b in [(3, 7), (7, 3), (-1, -2)]:
        print min(a, b), max(a, b),
    print


def case_max_of_floats():
    x, y = 1.5 * len('a'), 2.25 * len('a')
    print int(max(x, y) * 100), int(min(x, y) * 100)


def case_range_lengths():
    for n in [0, 3]:
        print len(range(n)), len(range(n, 10)), len(range(10, n, -2)),
    print


def case_range_items():
    r = range(2, 20, 5)
    print r[0], r[3], r[-1], len(r)


def case_reversed_range():
    for i in range(5, -1, -2):
        print i,
    print


def case_enumerate():
    for i, c in enumerate('xyz'):
        print i, c,
    print
    for i, x in enumerate([10, 20], 5):
        print i + x,
    print


def case_reversed():
    for x in reversed([1, 2, 3]):
        print x,
    print


def case_bool():
    for n in [0, 2]:
        print int(bool(n)), int(bool('x' * n)), int(bool([n])), int(bool([0] * n)),
    print


def case_len():
    print len('abc'), len([1]), len({1: 2, 3: 4}), len((1, 2, 3)), len(u'ab')


def case_str_of_values():
    for n in [-7, 0, 1234567]:
        print str(n) + '.',
    print str('text'), str(None)


def case_isinstance_of_simple_values():
    x, s = len('ab'), 'ab' * 2
    print int(isinstance(x, int)), int(isinstance(s, str)), int(isinstance(s, list)), int(isinstance(2.0 * x, float))


def case_pow():
    for n in range(4):
        print int(math.pow(2.0, n)), int(math.pow(3.0, n)),
    print


def case_callable():
    print int(callable(len)), int(callable(case_pow))


def case_math_functions():
    x = float(len('four'))
    print int(math.sqrt(x) * 10), int(math.floor(-x / 3)), int(math.ceil(x / 3)), int(math.fabs(-x))


def case_math_logarithms():
    x = float(len('eightchr'))
    print int(math.log(x) / math.log(2.0) + 0.5), int(math.log10(x * 125) + 0.5), int(math.exp(0.0 * x))


def case_math_parts():
    f, i = math.modf(2.75 * len('a'))
    m, e = math.frexp(float(len('eightchr')))
    print int(f * 100), int(i), int(m * 100), e, int(math.ldexp(m, 3))


def case_math_remainder():
    print int(math.fmod(-7.0 * len('a'), 3.0)), int(math.hypot(3.0 * len('a'), 4.0))


def case_math_domain():
    for x in [-1.0, 4.0]:
        try:
            print int(math.sqrt(x))
        except ValueError:
            print 'domain'


def case_math_overflow():
    try:
        print int(math.exp(1000.0 * len('ab')))
    except OverflowError:
        print 'overflow'


def case_unsigned():
    n = r_uint(len('abc'))
    print intmask(n - r_uint(1)), intmask(n * n), int(r_uint(0) - n > n)


def case_longlong():
    n = r_longlong(len('ab'))
    print n << 40, (n << 40) // 3, -n


def case_singlefloat():
    x = r_singlefloat(0.5 * len('abc'))
    print int(float(x) * 100)


def case_path_functions():
    print os.path.join('a', 'b'), os.path.basename('/x/y.z'), os.path.dirname('/x/y.z')
    print int(os.path.isabs('/q')), int(os.path.isabs('q')), os.path.normpath('/a/./b/../c')


def case_environment():
    print os.environ.get('RPY_SURELY_NOT_THERE') or 'unset'


def case_working_directory():
    print int(os.path.exists(os.getcwd())), int(os.path.isdir('.')), int(os.path.exists('there-is-no-such-file'))


def case_write_to_descriptor():
    print os.write(1, 'written\n')


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
