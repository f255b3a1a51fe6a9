# Complex numbers: functions of ordinary and special values; files in memory; positions in sorted lists.
import math
from rpython.rlib import rbisect, rcomplex
from rpython.rlib.rfloat import INFINITY, NAN, formatd
from rpython.rlib.rStringIO import RStringIO
from rpython.rlib.unroll import unrolling_iterable

FUNCTIONS = unrolling_iterable([
    (name, getattr(rcomplex, 'c_' + name)) for name in
    'sqrt log log10 exp acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh polar rect'.split()])
VALUES = [0.0, -0.0, 1.5, -1e300, INFINITY, -INFINITY, NAN]


def show(name, x, y, r, i):
    print name, formatd(x, 'r', 0), formatd(y, 'r', 0), formatd(r, 'g', 10), formatd(i, 'g', 10)


def functions():
    for x in VALUES:
        for y in VALUES:
            for name, function in FUNCTIONS:
                try:
                    r, i = function(x, y)
                except ValueError:
                    print name, 'domain'
                except OverflowError:
                    print name, 'overflow'
                else:
                    show(name, x, y, r, i)
            show('phase', x, y, rcomplex.c_phase(x, y), 0.0)
            print int(rcomplex.c_isnan(x, y)), int(rcomplex.c_isinf(x, y)), int(rcomplex.c_isfinite(x, y))


def arithmetic():
    for a in [(1.5, -2.0), (0.0, 0.0), (-3.0, 0.0), (2.0, 0.0), (1.0, 0.0)]:
        for b in [(0.5, 2.5), (0.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (NAN, 3.0)]:
            for c in [rcomplex.c_add(a, b), rcomplex.c_sub(a, b), rcomplex.c_mul(a, b)]:
                show('', a[0], b[0], c[0], c[1])
            try:
                c = rcomplex.c_div(a, b)
                show('div', a[0], b[0], c[0], c[1])
                c = rcomplex.c_pow(a, b)
                show('pow', a[0], b[0], c[0], c[1])
            except ZeroDivisionError:
                print 'by zero'


def memory():
    f = RStringIO()
    f.write('hello ')
    f.write('world\nsecond\n')
    print f.tell(), f.getsize(), len(f.read())
    f.seek(0)
    print f.readline(3), f.readline().replace('\n', '/'), f.read(3), f.tell()
    f.seek(-4, 2)
    f.write('XYZW1234')
    print f.getvalue(), f.tell()
    f.seek(2)
    f.write('--')
    f.seek(3, 1)
    print f.read(5).replace('\n', '/'), f.tell()
    f.seek(30)
    f.write('end')
    print len(f.getvalue()), f.getvalue().count('\0')
    f.seek(-100, 1)
    print f.tell(), f.read(5)
    f.truncate(4)
    print f.getvalue(), f.tell(), f.read()
    f.close()
    print int(f.is_closed()), len(f.getvalue())


def entry_point(argv):
    functions()
    arithmetic()
    memory()
    items = [1, 3, 3, 5]
    for x in range(7):
        print rbisect.bisect_left(items, x, 4), rbisect.bisect_right(items, x, 3)
    return 0


def target(driver, args):
    return entry_point, None
