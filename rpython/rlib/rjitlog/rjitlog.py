"""The binary log of a tracing JIT. Programs here have none, so that the log of one consists of its header, whose table of
operations is empty; the codes and the ways to write numbers are those of the format.
"""
import os
import platform
import sys

from rpython.rlib import jit
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_longlong

JITLOG_VERSION = 4
IS_32_BIT = sys.maxint == 2 ** 31 - 1
MACHINE_NAME = platform.machine()
test_jitlog_name = 'JITLOG_FORTESTS'

# What follows in the log; numbered from 0x11 on.
_MARKS = ['INPUT_ARGS', 'RESOP_META', 'RESOP', 'RESOP_DESCR', 'ASM_ADDR', 'ASM', 'TRACE', 'TRACE_OPT', 'TRACE_ASM',
          'STITCH_BRIDGE', 'START_TRACE', 'JITLOG_COUNTER', 'INIT_MERGE_POINT', 'JITLOG_HEADER', 'MERGE_POINT',
          'COMMON_PREFIX', 'ABORT_TRACE', 'SOURCE_CODE', 'REDIRECT_ASSEMBLER', 'TMP_CALLBACK']
for _number, _name in enumerate(_MARKS):
    globals()['MARK_' + _name] = chr(0x11 + _number)

# What a driver's `get_location` gives, each with the type in which it is written.
MP_STR = (0x0, "s")
MP_INT = (0x0, "i")
MP_FILENAME = (0x1, "s")
MP_LINENO = (0x2, "i")
MP_INDEX = (0x4, "i")
MP_SCOPE = (0x8, "s")
MP_OPCODE = (0x10, "s")


class JitlogError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


def returns(*args):
    """Decorator of a driver's `get_location`: the `MP_*` that it returns."""
    def decorate(method):
        method._loc_types = args
        return method
    return decorate


# ---------------------------------------------------------------- numbers and texts, little-endian

def encode_le_16bit(val):
    return chr(val & 0xff) + chr(val >> 8 & 0xff)


def encode_le_32bit(val):
    return encode_le_16bit(val & 0xffff) + encode_le_16bit(val >> 16 & 0xffff)


def encode_le_64bit(val):
    val = r_longlong(val)
    return encode_le_32bit(intmask(val & 0xffffffff)) + encode_le_32bit(intmask(val >> 32 & 0xffffffff))


def encode_le_addr(val):
    if IS_32_BIT:
        return encode_le_32bit(val)
    else:
        return encode_le_64bit(val)


def encode_str(string):
    return encode_le_32bit(len(string)) + string


@specialize.arg(0)
def encode_type(type, value):
    if type == "s":
        return encode_str(value)
    elif type == "q":
        return encode_le_64bit(value)
    elif type == "i":
        return encode_le_32bit(value)
    elif type == "h":
        return encode_le_16bit(value)
    else:
        raise NotImplementedError


def commonprefix(a, b):
    """What two texts begin with."""
    assert a is not None
    assert b is not None
    n = 0
    while n < len(a) and n < len(b) and a[n] == b[n]:
        n += 1
    return a[:n]


# ---------------------------------------------------------------- the log

class _Log(object):
    fd = -1


_log = _Log()


def jitlog_enabled():
    return int(_log.fd >= 0)


def jitlog_init(fileno):
    """The log goes to a descriptor from now on."""
    _log.fd = fileno


def jitlog_teardown():
    """Closes the log."""
    fd = _log.fd
    _log.fd = -1
    if fd >= 0:
        try:
            os.close(fd)
        except OSError:
            pass


def jitlog_write_marked(text, length):
    """Writes so much of a text that begins with a mark; that it cannot be written stops nothing."""
    if _log.fd < 0:
        return
    try:
        os.write(_log.fd, text[:length])
    except OSError:
        pass


def assemble_header():
    """Version, size of words, machine, and the table of operations: their number and names."""
    return (encode_le_16bit(JITLOG_VERSION) + chr(int(IS_32_BIT)) + encode_str(MACHINE_NAME) +
            MARK_RESOP_META + encode_le_16bit(0))


@jit.dont_look_inside
def enable_jitlog(fileno):
    """Begins the log in a file."""
    jitlog_init(fileno)
    blob = assemble_header()
    jitlog_write_marked(MARK_JITLOG_HEADER + blob, len(blob) + 1)


def stats_flush_trace_counts(warmrunnerdesc):
    """Nothing was traced."""


def disable_jitlog():
    stats_flush_trace_counts(None)
    jitlog_teardown()
