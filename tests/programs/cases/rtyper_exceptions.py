# Exceptions: which handler, what is in them, what happens on the way, implicit ones where there is a handler.
from _cases import entry_point_of
from rpython.rlib.rarithmetic import ovfcheck


class Failure(Exception):
    code = 0

    def __init__(self, code=1):
        self.code = code


class SmallFailure(Failure):
    pass


class OtherError(Exception):
    pass


def fail(n):
    if n == 1:
        raise Failure(10)
    if n == 2:
        raise SmallFailure(20)
    if n == 3:
        raise OtherError
    if n == 4:
        raise ValueError
    if n == 5:
        raise KeyError
    return n


def case_handlers_in_order():
    for n in range(6):
        try:
            fail(n)
            print 'fine'
        except SmallFailure:
            print 'small'
        except Failure:
            print 'failure'
        except (OtherError, KeyError):
            print 'other or key'
        except ValueError:
            print 'value'


def case_base_class_catches():
    for n in range(3):
        try:
            print fail(n)
        except Failure, e:
            print e.code, e.__class__.__name__


def case_handler_of_all():
    for n in range(6):
        try:
            fail(n)
        except Exception:
            print 'x',
        else:
            print 'ok',
    print


def case_bare_except():
    for n in range(3):
        try:
            fail(n)
        except:
            print 'caught',
    print


def not_caught(n):
    try:
        return fail(n)
    except ValueError:
        return -1


def case_passes_through():
    for n in range(6):
        try:
            print not_caught(n)
        except Failure:
            print 'failure came through'
        except Exception:
            print 'something else came through'


def case_else_branch():
    for n in [0, 4]:
        try:
            r = fail(n)
        except ValueError:
            print 'except'
        else:
            print 'else', r


def with_finally(n, trail):
    try:
        trail.append('try')
        return fail(n)
    finally:
        trail.append('finally')


def case_finally():
    trail = []
    print with_finally(0, trail)
    try:
        with_finally(1, trail)
    except Failure:
        trail.append('caught')
    print ' '.join(trail)


def nested_finally(n, trail):
    try:
        try:
            fail(n)
            trail.append('a')
        finally:
            trail.append('b')
        trail.append('c')
    finally:
        trail.append('d')


def case_nested_finally():
    for n in [0, 4]:
        trail = []
        try:
            nested_finally(n, trail)
        except ValueError:
            trail.append('e')
        print ''.join(trail)


def return_in_loop(trail):
    for i in range(5):
        try:
            if i == 2:
                return i
            if i == 1:
                continue
            trail.append('body%d' % i)
        finally:
            trail.append('final%d' % i)
    return -1


def case_finally_with_return_and_continue():
    trail = []
    print return_in_loop(trail), ' '.join(trail)


def break_in_loop(trail):
    for i in range(5):
        try:
            if i == 3:
                break
        finally:
            trail.append(i)
    return len(trail)


def case_finally_with_break():
    print break_in_loop([])


def again(n):
    try:
        fail(n)
    except Failure, e:
        e.code += 5
        raise


def case_raise_again():
    for n in [1, 2]:
        try:
            again(n)
        except Failure, e:
            print e.code, e.__class__.__name__


def translate_error(n):
    try:
        fail(n)
    except Failure, e:
        raise WithMessage(str(e.code), 'home')


def case_other_exception_in_handler():
    try:
        translate_error(2)
    except WithMessage, e:
        print 'message', e.what


def case_exception_kept():
    kept = None
    try:
        fail(2)
    except Failure, e:
        kept = e
    print kept.code, int(isinstance(kept, SmallFailure))


class WithMessage(Exception):
    def __init__(self, what, where):
        self.what = what
        self.where = where

    def __str__(self):
        return self.what + ' at ' + self.where


def case_fields_of_exception():
    try:
        raise WithMessage('noise', 'night')
    except WithMessage, e:
        print e.what, e.where, e.__str__()


def make_error(n):
    if n:
        return SmallFailure(3)
    return Failure(4)


def case_raise_computed_instance():
    for n in range(2):
        try:
            raise make_error(n)
        except SmallFailure, e:
            print 'small', e.code
        except Failure, e:
            print 'failure', e.code


def raise_class(cls):
    raise cls


def case_raise_computed_class():
    for cls in [Failure, SmallFailure]:
        try:
            raise_class(cls)
        except Failure, e:
            print e.__class__.__name__, e.code


def item(l, n):
    try:
        return l[n]
    except IndexError:
        return -1


def case_index_error():
    l = [4, 5, 6]
    print item(l, 0), item(l, 2), item(l, 3), item(l, -1), item(l, -4)


def value(d, key):
    try:
        return d[key]
    except KeyError:
        return 'missing'


def case_key_error():
    d = {'a': 'one'}
    print value(d, 'a'), value(d, 'b')


def divide(a, b):
    try:
        return a // b
    except ZeroDivisionError:
        return -99


def case_zero_division():
    print divide(7, 2), divide(-7, 2), divide(7, 0)


def times(a, b):
    try:
        return ovfcheck(a * b)
    except OverflowError:
        return -1


def case_overflow():
    big = 1
    while times(big, 2) > 0:
        big *= 2
    print times(big, 2), times(big // 4, 3) // (big // 4), times(3, 4)


def number(s):
    try:
        return int(s)
    except ValueError:
        return -7


def case_value_error_of_int():
    print number('12'), number(' 13 '), number('x'), number(''), number('-'), number('-4')


def letter(n):
    try:
        return chr(n)
    except ValueError:
        return '?'


def case_value_error_of_chr():
    print letter(65), letter(256), letter(-1)


def last(l):
    try:
        return l.pop()
    except IndexError:
        return 0


def case_pop_of_empty_list():
    l = [9]
    print last(l), last(l)


def take(d, k):
    try:
        del d[k]
    except KeyError:
        return False
    return True


def case_delete_missing_key():
    d = {3: 4}
    print int(take(d, 3)), int(take(d, 3))


class Resource(object):
    def __init__(self, trail):
        self.trail = trail

    def __enter__(self):
        self.trail.append('enter')
        return self

    def __exit__(self, cls, value, traceback):
        self.trail.append('exit')


def use(n, trail):
    with Resource(trail) as r:
        r.trail.append('use')
        fail(n)


def case_with_statement():
    trail = []
    use(0, trail)
    try:
        use(1, trail)
    except Failure:
        trail.append('caught')
    print ' '.join(trail)


def deep(n):
    if n == 0:
        raise Failure(77)
    return deep(n - 1) + 1


def case_through_many_frames():
    try:
        deep(50)
    except Failure, e:
        print e.code


def case_loop_that_retries():
    tries = 0
    while True:
        tries += 1
        try:
            fail(6 - tries)
        except (KeyError, ValueError, OtherError, Failure):
            continue
        break
    print tries


def search(l, wanted):
    try:
        for x in l:
            if x == wanted:
                raise StopIteration
    except StopIteration:
        return True
    return False


def case_exception_for_control_flow():
    print int(search([1, 2, 3], 2)), int(search([1, 2, 3], 4))


def case_env_error_fields():
    try:
        raise OSError(2, 'text')
    except OSError, e:
        print e.errno


def catch_in_handler(n):
    try:
        fail(n)
    except Failure:
        try:
            fail(4)
        except ValueError:
            return 'both'
        return 'one'
    return 'none'


def case_exception_inside_handler():
    print catch_in_handler(0), catch_in_handler(1)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
