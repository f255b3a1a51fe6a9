# the stack's limit: almost full before it is full, a larger limit allows more, explicit checks
# skip: untranslated (there is no limit)
# skip: interp (its limit is not the machine stack's)
# skip: wasm (the limit is not the machine stack's)
# skip: js (the limit is not the machine stack's)
from rpython.rlib import rstack
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


class State(object):
    depth = 0


state = State()


def down(n):
    state.depth = n
    return down(n + 1) + 1


def until_almost_full(n):
    rstack.stack_check()
    if rstack.stack_almost_full():
        return n
    result = until_almost_full(n + 1)
    state.depth = result
    return result


def deepest():
    try:
        down(0)
    except StackOverflow:
        check_stack_overflow()
    return state.depth


def entry_point(argv):
    print int(rstack.stack_almost_full())
    first = deepest()
    print int(first > 1000)
    almost = until_almost_full(0)
    print int(almost > 1000)
    rstack._stack_set_length_fraction(3.0)
    print int(rstack.stack_almost_full())
    second = deepest()
    print int(second > 2 * first), int(second < 4 * first)
    rstack._stack_set_length_fraction(1.0)
    third = deepest()
    print int(third * 9 < first * 10), int(third * 10 > first * 9)
    return 0


def target(driver, args):
    return entry_point, None
