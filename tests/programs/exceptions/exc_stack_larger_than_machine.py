# A limit of the stack that is larger than the machine's stack: recursion ends with an exception all the same.
# skip: untranslated (the evaluator has a limit of its own)
# skip: wasm (how large the stack is, is up to the engine)
# skip: js (how large the stack is, is up to the engine)
from rpython.rlib.rstack import _stack_set_length_fraction
from rpython.rlib.rstackovf import StackOverflow


class Depth(object):
    reached = 0


depth = Depth()


def dive(n):
    depth.reached += 1
    if n == 0:
        return 0
    return dive(n + 1) + n


def entry_point(argv):
    for fraction in [0.5, 60.0]:
        depth.reached = 0
        _stack_set_length_fraction(fraction)
        try:
            print dive(len(argv))
        except StackOverflow:
            print 'too deep', int(depth.reached > 500)
    return 0


def target(driver, args):
    return entry_point, None
