"""Checks and logging that cost nothing when they are off."""
import sys
import time

from rpython.rlib.intrinsic import intrinsic


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


class DebugLog(list):
    """What an untranslated program logs, to be looked at by tests that set `_log` to one of these. An item is a line,
    ('debug_print', ...), or a section that has ended: its category, where given the times, and the list of its items."""

    def debug_print(self, *args):
        self.append(('debug_print',) + args)

    def debug_start(self, category, time=None):
        self.append(('debug_start', category, time))

    def debug_stop(self, category, time=None):
        starts = [i for i in range(len(self)) if self[i][0] == 'debug_start']
        assert starts, "nesting error: nothing has started when %r stops" % (category,)
        _, started, since = self[starts[-1]]
        assert started == category, "nesting error: %r starts, but %r stops" % (started, category)
        items = self[starts[-1] + 1:]
        times = () if since is None and time is None else (since, time)
        self[starts[-1]:] = [(category,) + times + (items,)]

    def reset(self):
        del self[:]

    def summary(self, flatten=False):
        """How often each category was there; those within others count if `flatten` is given."""
        counts = {}
        for item in self:
            if item[0] != 'debug_print':
                counts[item[0]] = counts.get(item[0], 0) + 1
                if flatten:
                    for category, count in DebugLog(item[-1]).summary(True).items():
                        counts[category] = counts.get(category, 0) + count
        return counts


_log = None


def _timestamp(wanted):
    return int(time.time() * 1000000) if wanted else 0


@intrinsic('debug.debug_print')
def debug_print(*args):
    """Writes a line to the current section of the log (`PYPYLOG`)."""
    for arg in args:
        sys.stderr.write('%s ' % (arg,))
    sys.stderr.write('\n')
    if _log is not None:
        _log.debug_print(*args)


def debug_print_traceback():
    """Writes the RPython traceback of the exception that is being handled to standard error."""
    from rpython.rtyper.lltypesystem import lltype
    from rpython.rtyper.lltypesystem.lloperation import llop
    llop.debug_print_traceback(lltype.Void)


@intrinsic('debug.debug_start')
def debug_start(category, timestamp=False):
    """Begins a section of the log. Gives the time if `timestamp` is true."""
    if _log is not None:
        _log.debug_start(category)
    return _timestamp(timestamp)


@intrinsic('debug.debug_stop')
def debug_stop(category, timestamp=False):
    if _log is not None:
        _log.debug_stop(category)
    return _timestamp(timestamp)


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
def check_annotation(arg, checker):
    """Calls `checker(annotation, bookkeeper)` while translating."""
    return arg


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
