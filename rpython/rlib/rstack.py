"""The machine stack's limit, which the stack checks of translated programs watch."""
import sys

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstackovf import _StackOverflow
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.translator.platform import name as platform_name

MAX_STACK_SIZE = 768         # kilobytes
# The collectors' stack of roots (ROOT_STACK_BYTES) has room for the calls of so much machine stack.
LARGEST_STACK_BYTES = 12 * 1024 * 1024
# What critical code may use below the limit.
_CRITICAL = 64 * 1024


def stack_check():
    """Raises StackOverflow if the stack is too deep."""
    if we_are_translated() and llop.stack_current(lltype.Signed) < llop.stack_lowest(lltype.Signed):
        raise _StackOverflow


def stack_almost_full():
    """Whether less than a sixteenth of the stack is left."""
    if not we_are_translated():
        return False
    length = _stack_get_length()
    left = llop.stack_current(lltype.Signed) - llop.stack_lowest(lltype.Signed)
    return length > 0 and left < length // 16


def _stack_get_length():
    """Bytes that a stack may have; 0 if nothing limits it."""
    if not we_are_translated():
        return 0
    return llop.stack_bytes(lltype.Signed)


def _stack_get_end():
    """The address where the stack begins that grows down from there."""
    if not we_are_translated():
        return 0
    return llop.stack_lowest(lltype.Signed) + llop.stack_bytes(lltype.Signed)


if platform_name == 'posix':
    _RLIMIT_STACK = 3
    _getrlimit = rffi.llexternal('getrlimit', [rffi.INT, rffi.VOIDP], rffi.INT, releasegil=False, sandboxsafe=True)

    def _machine_stack_bytes():
        """What the system gives the program for its stack; 0 if that is not limited."""
        with lltype.scoped_alloc(rffi.ULONGP.TO, 2) as limits:
            if intmask(_getrlimit(_RLIMIT_STACK, rffi.cast(rffi.VOIDP, limits))) != 0:
                return 0
            current = r_uint(limits[0])
        return intmask(current) if current <= r_uint(sys.maxint) else 0
else:
    def _machine_stack_bytes():
        return 0


def _stack_set_length_fraction(fraction):
    """Allows so many times the usual size, but no more than three quarters of the machine's stack, nor than the
    collector's stack of roots is made for."""
    if we_are_translated():
        end = _stack_get_end()
        length = min(int(fraction * float(MAX_STACK_SIZE * 1024)), LARGEST_STACK_BYTES)
        machine = _machine_stack_bytes()
        if machine > 0:
            length = min(length, machine // 4 * 3)
        llop.stack_set_bytes(lltype.Void, length)
        llop.stack_set_lowest(lltype.Void, end - length)


def _stack_criticalcode_start():
    """Up to `_stack_criticalcode_stop()`, the stack may become a bit deeper: for code that must not be interrupted."""
    if we_are_translated():
        llop.stack_set_lowest(lltype.Void, llop.stack_lowest(lltype.Signed) - _CRITICAL)


def _stack_criticalcode_stop():
    if we_are_translated():
        llop.stack_set_lowest(lltype.Void, llop.stack_lowest(lltype.Signed) + _CRITICAL)
