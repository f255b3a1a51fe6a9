# What is inferred about values: None, constants, exceptions, signs, conversions that a test of the program makes.
from _cases import entry_point_of
from rpython.rlib.objectmodel import newlist_hint, resizelist_hint, we_are_translated
from rpython.rlib.debug import make_sure_not_resized, check_nonneg
from rpython.rlib.rarithmetic import r_uint, intmask
from rpython.rlib.rstring import assert_str0


class AppError(Exception):
    def __init__(self, code):
        self.code = code


class SubError(AppError):
    pass


class Box(object):
    def __init__(self, content):
        self.content = content


def fail(n):
    if n == 0:
        raise AppError(10)
    elif n == 1:
        raise SubError(20)
    elif n == 2:
        raise KeyError
    elif n == 3:
        raise IndexError('place')
    return n


def case_exceptions_by_class():
    for n in range(5):
        try:
            print fail(n),
        except SubError, e:
            print 'sub', e.code,
        except AppError, e:
            print 'app', e.code,
        except (KeyError, IndexError):
            print 'lookup',
    print


def case_exceptions_by_base():
    for n in range(5):
        try:
            print fail(n),
        except LookupError:
            print 'lookup',
        except Exception, e:
            print int(isinstance(e, SubError)), int(isinstance(e, AppError)),
    print


def case_raised_again():
    for n in range(3):
        try:
            try:
                fail(n)
            except AppError, e:
                e.code += 1
                raise
            except KeyError:
                raise AppError(99)
        except AppError, e:
            print e.code, int(isinstance(e, SubError)),
    print


def case_finally():
    def run(n, log):
        try:
            log.append(1)
            fail(n)
            log.append(2)
            return 'returned'
        finally:
            log.append(3)
    for n in [2, 4]:
        log = []
        try:
            print run(n, log),
        except KeyError:
            print 'raised',
        print len(log), log[-1],
    print


def case_exception_stored():
    saved = None
    for n in [4, 1]:
        try:
            fail(n)
        except AppError, e:
            saved = e
    if saved is not None:
        print saved.code
    else:
        print 'none'


def case_else_of_try():
    for n in [2, 4]:
        try:
            fail(n)
        except KeyError:
            print 'error',
        else:
            print 'fine',
    print


def case_none_tested_away():
    for n in range(2):
        b = None
        if n:
            b = Box('full')
        if b is not None and b.content == 'full':
            print b.content,
        if b is None:
            b = Box('new')
        print b.content,
    print


def case_none_tested_by_truth():
    for n in range(3):
        s = None
        if n == 1:
            s = ''
        elif n == 2:
            s = 'text'
        if s:
            print s, len(s),
        else:
            print int(s is None),
    print


def case_none_in_fields():
    b = Box(None)
    print int(b.content is None),
    b.content = 'now'
    print b.content,
    b.content = None
    print int(b.content is None)


def case_none_in_lists_and_dicts():
    l = [Box('a'), None]
    d = {'x': None, 'y': Box('b')}
    count = 0
    for b in l + [d['x'], d['y']]:
        if b is None:
            count += 1
        else:
            print b.content,
    print count


def case_sign_known_after_a_test():
    s = 'abcdef'
    for n in [-2, 0, 3, 9]:
        if n >= 0:
            print '<' + s[n:] + '>',
        if 0 <= n < len(s):
            print s[n],
    print


def case_sign_known_by_assert():
    s = 'abcdef'
    for n in [2, 5]:
        end = n - 1
        assert end >= 0
        print s[:end], check_nonneg_of(end),
    print


def check_nonneg_of(n):
    check_nonneg(n)
    return n


def case_sign_of_results():
    s = 'abcdef'
    for n in [2, -7]:
        print s[abs(n) % 4:], s[len(s) // 2:], s[n & 3:], s[:max(n, 1)],
    print


def case_constants_are_folded():
    if LEVEL > 1:
        print 'high',
    else:
        print 'low',
    if 'x' in FLAGS and not FLAGS['x']:
        print 'flag off',
    print LEVEL * 2


LEVEL = 2
FLAGS = {'x': False}


def case_branch_for_translated_programs():
    if we_are_translated():
        mode = 'either'
    else:
        mode = 'either'
    print mode


def case_is_of_constants():
    for b in [None, Box('x')]:
        print int(b is None), int(None is b), int(b is not None), int(not b),
    print int(LEVEL is None)


def case_char_or_text():
    for n in [1, 3]:
        s = 'x' * n
        print s, ord(s[0]), s + 'y',
        c = s[0]
        if n == 3:
            c = 'zz'
        print c, len(c),
    print


def case_int_or_bool():
    for n in [0, 1, 5]:
        x = n > 1
        y = n
        if n:
            y = n == 1
        print int(x), y + 1, int(x) + int(y),
    print


def case_float_or_int():
    for n in [0, 3]:
        f = 0.5
        if n:
            f = n
        print int(f * 2), int(f + 1),
    print


def case_list_grown_by_two_functions():
    def first(l):
        l.append(1)

    def second(l):
        l.extend([2, 3])
    for n in [0, 2]:
        l = [9] * n
        first(l)
        second(l)
        print len(l), l[-1],
    print


def case_list_of_fixed_size():
    for n in [1, 3]:
        l = make_sure_not_resized([0] * n)
        l[0] = 5
        print len(l), l[0], l[-1],
    print


def case_list_hints():
    for n in [0, 4]:
        l = newlist_hint(n)
        for i in range(n):
            l.append(i)
        resizelist_hint(l, 10)
        print len(l),
    print


def case_unsigned_stays_unsigned():
    u = r_uint(5)
    for n in [1, 2]:
        u = u * r_uint(3) - r_uint(n)
        print intmask(u), int(u > r_uint(100)),
    print


def case_delete_of_locals():
    for n in [1, 2]:
        x = n * 2
        y = x + 1
        del x
        x = 'text'
        print x, y,
    print


def case_variable_of_two_types():
    for n in [1, 2]:
        x = n
        print x + 1,
        x = 'n' + str(n)
        print x,
        x = [x, x]
        print len(x),
    print


def case_text_without_zeros():
    for s in ['abc', 'x\x00y']:
        if '\x00' not in s:
            print assert_str0(s),
        else:
            print 'has zero',
    print


def case_unpack_of_different_shapes():
    for n in [1, 2]:
        (a, (b, c)), d = (n, (n + 1, 'c')), [n]
        a, b = b, a
        print a, b, c, d[0],
    print


def case_print_of_many_things():
    for n in [1, 2]:
        print n, 'text', str(n) + '!', 'c',
        print
    print 'end',
    print '.'


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
