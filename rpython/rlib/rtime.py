"""Time: what `time` functions become in programs."""
import math
import time as pytime

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

HAS_CLOCK_GETTIME = True
CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2
CLOCK_THREAD_CPUTIME_ID = 3
CLOCK_MONOTONIC_RAW = 4
ALL_DEFINED_CLOCKS = ['CLOCK_REALTIME', 'CLOCK_MONOTONIC', 'CLOCK_PROCESS_CPUTIME_ID',
                      'CLOCK_THREAD_CPUTIME_ID', 'CLOCK_MONOTONIC_RAW']
CLOCK_T = rffi.LONG

_eci = ExternalCompilationInfo(includes=['time.h'])
# The fields of C's structs of times have 64 bits where there is no C library, also where words have 32.
_FIELD = rffi.LONGLONG if platform_name == 'wasi' else rffi.LONG
_FIELDS = rffi.CArray(_FIELD)
TIMESPEC = rffi.CStruct('timespec', ('tv_sec', _FIELD), ('tv_nsec', _FIELD))

c_clock_gettime = rffi.llexternal('clock_gettime', [rffi.INT, rffi.VOIDP], rffi.INT,
                                  compilation_info=_eci, releasegil=False,
                                  save_err=rffi.RFFI_SAVE_ERRNO)
c_clock_getres = rffi.llexternal('clock_getres', [rffi.INT, rffi.VOIDP], rffi.INT,
                                 compilation_info=_eci, releasegil=False,
                                 save_err=rffi.RFFI_SAVE_ERRNO)
c_nanosleep = rffi.llexternal('nanosleep', [rffi.VOIDP, rffi.VOIDP], rffi.INT,
                              compilation_info=_eci, save_err=rffi.RFFI_SAVE_ERRNO)


def _read_clock(which):
    with lltype.scoped_alloc(_FIELDS, 2) as pair:
        c_clock_gettime(rffi.cast(rffi.INT, which), rffi.cast(rffi.VOIDP, pair))
        return float(widen(pair[0])) + float(widen(pair[1])) * 0.000000001


def time():
    """Seconds since 1970."""
    if not we_are_translated():
        return pytime.time()
    return _read_clock(CLOCK_REALTIME)


def clock():
    """Processor time of the program in seconds."""
    if not we_are_translated():
        return pytime.clock()
    return _read_clock(CLOCK_PROCESS_CPUTIME_ID)


def sleep(seconds):
    if seconds <= 0.0:
        return
    if not we_are_translated():
        pytime.sleep(seconds)
        return
    whole = math.floor(seconds)
    with lltype.scoped_alloc(_FIELDS, 2) as pair:
        pair[0] = rffi.cast(_FIELD, int(whole))
        pair[1] = rffi.cast(_FIELD, int((seconds - whole) * 1000000000.0))
        c_nanosleep(rffi.cast(rffi.VOIDP, pair), rffi.cast(rffi.VOIDP, 0))
