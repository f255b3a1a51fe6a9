"""Random bytes of the system."""
from rpython.rlib import rposix
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

GRND_NONBLOCK = 1
SYS_getrandom = 318

_eci = ExternalCompilationInfo(includes=['sys/random.h'])
_c_getrandom = rffi.llexternal('getrandom', [rffi.VOIDP, rffi.SIZE_T, rffi.UINT], rffi.SSIZE_T, compilation_info=_eci,
                               save_err=rffi.RFFI_SAVE_ERRNO)


def _getrandom(n):
    """Up to `n` bytes: none where the system has not the call."""
    result = ''
    while n > 0:
        with rffi.scoped_alloc_buffer(min(n, 256)) as buf:
            got = intmask(_c_getrandom(rffi.cast(rffi.VOIDP, buf.raw), min(n, 256), GRND_NONBLOCK))
            if got <= 0:
                break
            result += buf.str(got)
            n -= got
    return result


def urandom(n, signal_checker=None):
    """So many random bytes."""
    result = ''
    if platform_name == 'posix':
        result = _getrandom(n)
    if len(result) < n:
        fd = rposix.open('/dev/urandom', 0, 0)
        try:
            while len(result) < n:
                result += rposix.read(fd, n - len(result))
        finally:
            rposix.close(fd)
    return result
