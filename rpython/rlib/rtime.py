"""Time: what `time` functions become in programs."""
import errno
import math
import time as pytime

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

HAS_CLOCK_GETTIME = HAS_CLOCK_GETTIME_RUNTIME = True
HAVE_GETTIMEOFDAY = HAVE_NANOSLEEP = HAVE_CLOCK_NANOSLEEP = True
HAVE_FTIME = GETTIMEOFDAY_NO_TZ = False
CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2
CLOCK_THREAD_CPUTIME_ID = 3
CLOCK_MONOTONIC_RAW = 4
CLOCK_REALTIME_COARSE = 5
CLOCK_MONOTONIC_COARSE = 6
CLOCK_BOOTTIME = 7
CLOCK_HIGHRES = CLOCK_PROF = CLOCK_UPTIME = None
ALL_DEFINED_CLOCKS = ['CLOCK_REALTIME', 'CLOCK_REALTIME_COARSE', 'CLOCK_MONOTONIC', 'CLOCK_MONOTONIC_COARSE',
                      'CLOCK_MONOTONIC_RAW', 'CLOCK_BOOTTIME', 'CLOCK_PROCESS_CPUTIME_ID', 'CLOCK_THREAD_CPUTIME_ID']
CLOCK_T = rffi.LONG
RUSAGE_SELF = 0
EINTR = 4
UINT_MAX = 2 ** 32 - 1

eci = ExternalCompilationInfo(includes=['time.h', 'sys/time.h', 'sys/resource.h'])
# The fields of C's structs of times have 64 bits where there is no C library, also where words have 32.
_FIELD = rffi.LONGLONG if platform_name == 'wasi' else rffi.LONG
_FIELDS = rffi.CArray(_FIELD)
TIMESPEC = rffi.CStruct('timespec', ('tv_sec', _FIELD), ('tv_nsec', _FIELD))
TIMEVAL = rffi.CStruct('timeval', ('tv_sec', _FIELD), ('tv_usec', _FIELD))
TIMEZONE = rffi.CStruct('timezone', ('tz_minuteswest', rffi.INT), ('tz_dsttime', rffi.INT))


def external(name, args, result, compilation_info=eci, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=compilation_info, **kwds)


c_clock_gettime = external('clock_gettime', [rffi.INT, rffi.VOIDP], rffi.INT, releasegil=False,
                           save_err=rffi.RFFI_SAVE_ERRNO)
c_clock_settime = external('clock_settime', [rffi.INT, rffi.VOIDP], rffi.INT, releasegil=False,
                           save_err=rffi.RFFI_SAVE_ERRNO)
c_clock_getres = external('clock_getres', [rffi.INT, rffi.VOIDP], rffi.INT, releasegil=False,
                          save_err=rffi.RFFI_SAVE_ERRNO)
c_nanosleep = external('nanosleep', [rffi.VOIDP, rffi.VOIDP], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
c_gettimeofday = external('gettimeofday', [rffi.VOIDP, rffi.VOIDP], rffi.INT, releasegil=False, _nowrapper=True)
c_time = external('time', [rffi.VOIDP], rffi.TIME_T, releasegil=False, _nowrapper=True)


def replace_time_function(name):
    """Decorator of a function that implements one of `time`."""
    def decorate(func):
        return func
    return decorate


def decode_timeval(t):
    return float(rffi.getintfield(t, 'c_tv_sec')) + float(rffi.getintfield(t, 'c_tv_usec')) * 0.000001


def decode_timeval_ns(t):
    return rffi.getintfield(t, 'c_tv_sec') * 1000000000 + rffi.getintfield(t, 'c_tv_usec') * 1000


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
    if seconds < 0.0:
        raise OSError(errno.EINVAL, "Select failed")
    if seconds == 0.0:
        return
    if not we_are_translated():
        pytime.sleep(seconds)
        return
    whole = math.floor(seconds)
    with lltype.scoped_alloc(_FIELDS, 2) as pair:
        pair[0] = rffi.cast(_FIELD, int(whole))
        pair[1] = rffi.cast(_FIELD, int((seconds - whole) * 1000000000.0))
        c_nanosleep(rffi.cast(rffi.VOIDP, pair), rffi.cast(rffi.VOIDP, 0))
