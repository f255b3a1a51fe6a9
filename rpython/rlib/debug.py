"""Checks and logging that cost nothing when they are off."""
import sys

from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.objectmodel import specialize


@intrinsic('debug.ll_assert')
def ll_assert(condition, message):
    """Checked in `--lldebug` builds only."""
    assert condition, message


@intrinsic('debug.ll_assert_not_none')
def ll_assert_not_none(x):
    assert x is not None
    return x


class FatalError(Exception):
    pass


@intrinsic('debug.fatalerror')
def fatalerror(message):
    """Prints the RPython traceback and the message, and aborts."""
    raise FatalError(message)


@intrinsic('debug.fatalerror_notb')
def fatalerror_notb(message):
    """Prints the message and aborts."""
    raise FatalError(message)


@intrinsic('debug.debug_print')
def debug_print(*args):
    """Writes a line to the current section of the log (`PYPYLOG`)."""
    for arg in args:
        sys.stderr.write('%s ' % (arg,))
    sys.stderr.write('\n')


@intrinsic('debug.debug_start')
def debug_start(category, timestamp=False):
    return 0


@intrinsic('debug.debug_stop')
def debug_stop(category, timestamp=False):
    return 0


@intrinsic('debug.have_debug_prints')
def have_debug_prints():
    return True


@intrinsic('debug.have_debug_prints_for')
def have_debug_prints_for(category_prefix):
    """Whether prints are wanted in sections whose category begins so, or may begin so."""
    return True


@intrinsic('debug.debug_offset')
def debug_offset():
    return -1


@intrinsic('debug.debug_flush')
def debug_flush():
    pass


@intrinsic('debug.debug_forked')
def debug_forked(original_offset):
    pass


class debug_section(object):
    """`with debug_section("name"): ...`"""

    def __init__(self, category):
        self.category = category

    def __enter__(self):
        debug_start(self.category)

    def __exit__(self, *exc):
        debug_stop(self.category)


@intrinsic('debug.check_not_access_directly')
def check_not_access_directly(arg):
    """Translation fails where `hint(x, access_directly=True)` made this."""
    return arg


@intrinsic('debug.make_sure_not_resized')
def make_sure_not_resized(arg):
    """Translation fails if this list is ever resized."""
    return arg


@intrinsic('debug.mark_dict_non_null')
def mark_dict_non_null(d):
    """Keys and values of this dict are never null."""
    return d


@intrinsic('debug.check_annotation')
def check_annotation(x, checker):
    """Calls `checker(annotation, bookkeeper)` while translating."""
    return x


@intrinsic('debug.check_nonneg')
def check_nonneg(x):
    """Translation fails unless this is proven to be nonnegative."""
    assert x >= 0
    return x


@intrinsic('debug.check_regular_int')
def check_regular_int(x):
    """Translation fails unless this is a plain int."""
    return x


@intrinsic('debug.check_list_of_chars')
def check_list_of_chars(x):
    """Translation fails unless this is a list of single characters."""
    return x


@specialize.argtype(0)


class NotAListOfChars(Exception):
    pass


class NegativeArgumentNotAllowed(Exception):
    pass


class IntegerCanBeNegative(Exception):
    pass


class UnexpectedRUInt(Exception):
    pass


class UnexpectedRuntimeError(Exception):
    pass


class ExpectedRegularInt(Exception):
    pass


@intrinsic('debug.attach_gdb')
def attach_gdb():
    import pdb
    pdb.set_trace()


@intrinsic('debug.impossible_state')
def impossible_state(msg):
    fatalerror(msg)
