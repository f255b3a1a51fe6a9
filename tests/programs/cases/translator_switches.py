# Chains of comparisons that become switches, `with`, deep recursion, comparisons of every kind of text.
from _cases import entry_point_of
from rpython.rlib.objectmodel import compute_hash, compute_identity_hash
from rpython.rlib.rarithmetic import r_uint, r_longlong, r_ulonglong, intmask, longlongmask, ovfcheck


class Guard(object):
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append('enter')
        return len(self.log)

    def __exit__(self, kind, value, traceback):
        self.log.append('exit')


class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y


def of_int(n):
    if n == 0:
        return 'zero'
    elif n == 3:
        return 'three'
    elif n == -27:
        return 'minus'
    elif n == 29:
        return 'more'
    elif n == 1000000:
        return 'million'
    return 'other'


def of_unsigned(n):
    if n == r_uint(0):
        return 1
    elif n == r_uint(3):
        return 2
    elif n == r_uint(27):
        return 3
    return 4


def of_large(n):
    if n == r_longlong(0):
        return 1
    elif n == r_longlong(-5):
        return 2
    elif n == r_longlong(1) << 40:
        return 3
    return 4


def of_char(c):
    if c == 'a':
        return 1
    elif c == '\x00':
        return 2
    elif c == '\xff':
        return 3
    elif c == 'z':
        return 4
    return 5


def of_unichar(c):
    if c == u'a':
        return 1
    elif c == u'\xe9':
        return 2
    elif c == u'\u0416':
        return 3
    return 4


def of_bool(b):
    if b == True:
        return 'yes'
    elif b == False:
        return 'no'
    return 'neither'


def of_text(s):
    if s == 'add' or s == 'plus':
        return 1
    elif s == '':
        return 2
    elif s in ('sub', 'mul'):
        return 3
    return 4


def case_switch_on_integers():
    for n in [0, 3, -27, 29, 30, 1000000, -1]:
        print of_int(n),
    print


def case_switch_on_unsigned():
    for n in [0, 3, 27, -1]:
        print of_unsigned(r_uint(n)),
    print


def case_switch_on_large_integers():
    for n in [r_longlong(0), r_longlong(-5), r_longlong(1) << 40, r_longlong(5)]:
        print of_large(n),
    print


def case_switch_on_characters():
    for c in 'az\x00\xffb':
        print of_char(c),
    print


def case_switch_on_unicode_characters():
    for c in u'ab\xe9\u0416':
        print of_unichar(c),
    print


def case_switch_on_bools():
    for n in [0, 1]:
        print of_bool(n > 0), of_bool(n == 0),
    print


def case_switch_on_texts():
    for s in ['add', 'plus', '', 'sub', 'mul', 'div']:
        print of_text(s),
    print


def case_switch_in_a_loop():
    def run(program):
        total = 0
        i = 0
        while i < len(program):
            op = program[i]
            if op == '+':
                total += 1
            elif op == '-':
                total -= 1
            elif op == '*':
                total *= 2
            elif op == 'r':
                i += 1
            elif op == '.':
                break
            i += 1
        return total
    for program in ['++*+', '+r-*', '+++.++', '']:
        print run(program),
    print


def case_with():
    log = []
    with Guard(log) as n:
        log.append('body')
        print n,
    print ' '.join(log)


def case_with_and_an_exception():
    for n in [0, 1]:
        log = []
        try:
            with Guard(log):
                if n:
                    raise ValueError
                log.append('body')
        except ValueError:
            log.append('caught')
        print ' '.join(log),
    print


def case_with_and_return():
    def early(log, n):
        with Guard(log):
            if n:
                return 'early'
        return 'late'
    for n in [0, 1]:
        log = []
        print early(log, n), ' '.join(log),
    print


def case_comparisons_of_texts():
    texts = ['', 'a', 'ab', 'abc', 'b', '\x7f', '\x80', 'a\x00']
    for a in texts:
        row = ''
        for b in texts:
            if a < b:
                row += '<'
            elif a == b:
                row += '='
            else:
                row += '>'
        print row,
    print


def case_comparisons_of_unicode():
    texts = [u'', u'a', u'\xe9', u'\u0416', u'ab']
    for a in texts:
        row = ''
        for b in texts:
            if a < b:
                row += '<'
            elif a == b:
                row += '='
            else:
                row += '>'
        print row,
    print


def nested(n):
    if n == 0:
        return 0
    return nested(n - 1) + 1


def case_deep_recursion():
    for n in [10, 500]:
        print nested(n),
    print


def case_hash_of_equal_values():
    p = Point(1, 2)
    for n in [1, 2]:
        print int(compute_hash(n) == compute_hash(1)), int(compute_hash('t%d' % n) == compute_hash('t1')),
        print int(compute_hash((n, 'x')) == compute_hash((1, 'x'))), int(compute_hash(n * 0.5) == compute_hash(0.5)),
        print int(compute_hash(p) == compute_hash(p)), int(compute_identity_hash(p) == compute_identity_hash(p)),
    print


def case_hash_of_prebuilt_values():
    for i in range(3):
        print int(compute_hash(PREBUILT[i]) == compute_hash('pre' + str(i))),
    print TABLE['pre' + str(2)]


PREBUILT = ['pre0', 'pre1', 'pre2']
TABLE = {'pre0': 10, 'pre1': 11, 'pre2': 12}


def case_overflow_in_one_handler():
    def compute(a, b, c):
        try:
            x = ovfcheck(a + b)
            y = ovfcheck(x * c)
            return ovfcheck(y - 1)
        except OverflowError:
            return -1
    most = intmask(r_uint(-1) >> 1)
    print compute(1, 2, 3), compute(most, 1, 1), compute(most, 0, 2), compute(-most, -1, 1), compute(0, 0, most)


def case_overflow_and_division_by_zero():
    def compute(a, b):
        try:
            return int(ovfcheck(a // b) > 0)
        except OverflowError:
            return -1
        except ZeroDivisionError:
            return -2

    def rest(a, b):
        try:
            return ovfcheck(a % b)
        except OverflowError:
            return -1
        except ZeroDivisionError:
            return -2
    least = -intmask(r_uint(-1) >> 1) - 1
    print compute(7, 2), compute(7, 0), compute(least, -1), rest(7, 4), rest(7, 0), rest(-7, 4)


def case_masks():
    for n in [5, -5]:
        print intmask(r_uint(n)), str(longlongmask(r_ulonglong(n))), str(longlongmask(r_longlong(n) * 3)),
    print


def case_list_operations_by_number():
    for what in range(7):
        l = [1, 2, 3]
        if what == 0:
            l.append(4)
        elif what == 1:
            l.insert(1, 9)
        elif what == 2:
            l.pop()
        elif what == 3:
            l.reverse()
        elif what == 4:
            del l[0]
        elif what == 5:
            l.extend([7, 8])
        else:
            l = l + l
        print len(l), l[0], l[-1],
    print


def case_finally_and_loops():
    log = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.append(i)
        finally:
            log.append(i * 10)
    for n in log:
        print n,
    print


def case_float_and_int_in_one_expression():
    for n in [1, -2]:
        f = n * 0.5 + n // 2 - n % 3
        print int(f * 4.0), int(f > n), int(n < 0.5), int(1 + n / 4.0),
    print


def case_functions_as_arguments():
    def twice(f, n):
        return f(f(n))

    def inc(n):
        return n + 1

    def dbl(n):
        return n * 2
    for f in [inc, dbl]:
        print twice(f, 5),
    print


def case_global_state():
    STATE.x += 1
    for n in range(3):
        STATE.x += n
        STATE.y = STATE.x * 2
    print STATE.x, STATE.y


STATE = Point(10, 0)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
