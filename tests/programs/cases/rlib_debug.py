# rlib.debug: checks and sections of the log, which change nothing.
from _cases import entry_point_of
from rpython.rlib import debug
from rpython.rlib.debug import (
    check_list_of_chars, check_nonneg, check_regular_int, debug_flush, debug_offset, debug_print, debug_start, debug_stop,
    have_debug_prints_for, ll_assert, ll_assert_not_none, make_sure_not_resized, mark_dict_non_null)


def case_sections():
    debug_start('cases')
    debug_print('a line of', 5, 'parts', 'x')
    debug_stop('cases')
    debug_flush()
    print 'logged'


def case_nested_sections():
    debug_start('outer')
    debug_start('inner')
    debug_print('inside')
    debug_stop('inner')
    debug_stop('outer')
    print 'left'


def case_questions_about_the_log():
    if have_debug_prints_for('no-such-category'):
        debug_print('unseen')
    print int(debug_offset() >= -1)


def case_times():
    start = debug_start('timed', timestamp=True)
    stop = debug_stop('timed', timestamp=True)
    print int(stop - start >= 0)


class Thing(object):
    size = 3


def find(name):
    if name == 'nothing':
        return None
    return Thing()


def case_assertions():
    ll_assert(len('abc') == 3, 'three')
    thing = ll_assert_not_none(find('thing'))
    print thing.size


def case_checked_ints():
    n = len('four')
    check_nonneg(n)
    check_regular_int(n)
    print n


def case_lists_that_keep_their_size():
    l = [1, 2, 3]
    make_sure_not_resized(l)
    l[1] = 7
    print l[0] + l[1] + l[2]


def case_lists_of_characters():
    l = ['a', 'b']
    check_list_of_chars(l)
    l.append(chr(99))
    print ''.join(l)


def case_dicts_without_null():
    d = {'ac': 'bx'}
    mark_dict_non_null(d)
    d['de'] = 'fy'
    print len(d), d['ac']


def case_fatal_error_is_not_reached():
    if len('abc') > 5:
        debug.fatalerror('never')
    print 'alive'


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
