"""What the modules behind `rposix` share: errno as C functions left it, paths, and failures as OSError."""
import os

from rpython.rlib import debug, rgil, rstring
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

includes = ['errno.h', 'stdlib.h', 'string.h', 'unistd.h', 'fcntl.h', 'dirent.h', 'sys/types.h', 'sys/stat.h',
            'sys/wait.h', 'signal.h', 'stdio.h', 'limits.h', 'utime.h', 'sys/time.h', 'sys/times.h',
            'sys/resource.h', 'sched.h', 'grp.h', 'sys/utsname.h', 'pty.h', 'sys/sysmacros.h']
eci = ExternalCompilationInfo(includes=includes)
platform_eci = ExternalCompilationInfo(includes=['rpy_platform.h'])

UID_T = GID_T = ID_T = rffi.UINT
OFF_T = rffi.LONGLONG
OFF_T_SIZE = 8
CLOCK_T = rffi.LONG

# Where the system's number stands for "relative to the current folder".
AT_FDCWD = -100


def external(name, args, result, compilation_info=eci, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=compilation_info, **kwds)


def errno_external(name, args, result, **kwds):
    """The same for a function that says with errno what went wrong."""
    return external(name, args, result, save_err=rffi.RFFI_SAVE_ERRNO, **kwds)


def _platform_function(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=platform_eci, releasegil=False, _nowrapper=True)


_get_saved_errno = _platform_function('rpy_get_saved_errno', [], rffi.INT)
_set_saved_errno = _platform_function('rpy_set_saved_errno', [rffi.INT], lltype.Void)
_get_saved_alt_errno = _platform_function('rpy_get_saved_alt_errno', [], rffi.INT)
_set_saved_alt_errno = _platform_function('rpy_set_saved_alt_errno', [rffi.INT], lltype.Void)


def get_saved_errno():
    """What errno was after the last call that saves it."""
    return intmask(_get_saved_errno())


def set_saved_errno(errno):
    _set_saved_errno(rffi.cast(rffi.INT, errno))


def get_saved_alterrno():
    """The same of calls with `RFFI_ALT_ERRNO`."""
    return intmask(_get_saved_alt_errno())


def set_saved_alterrno(errno):
    _set_saved_alt_errno(rffi.cast(rffi.INT, errno))


def get_errno():
    return get_saved_errno()


def set_errno(errno):
    set_saved_errno(errno)


def os_error(errno, text):
    """An OSError whose errno is set whether or not its class does that."""
    error = OSError(errno, text)
    error.errno = errno
    return error


@specialize.arg(0)
def handle_posix_error(name, result):
    """The result as it is; negative ones raise OSError."""
    result = widen(result)
    if result < 0:
        raise os_error(get_saved_errno(), "%s failed" % name)
    return result


def replace_os_function(name):
    """Decorator of a function that implements one of `os`."""
    def decorate(func):
        return func
    return decorate


# Paths are strings, or objects that know their bytes.

@specialize.argtype(0)
def _as_bytes(path):
    assert path is not None
    if isinstance(path, str):
        return path
    elif isinstance(path, unicode):
        return path.encode('ascii')
    else:
        return path.as_bytes()


@specialize.argtype(0)
def _as_bytes0(path):
    """The same; with a zero byte inside it is no path."""
    result = _as_bytes(path)
    rstring.check_str0(result)
    return result


@specialize.argtype(0)
def _as_utf8(path):
    assert path is not None
    if isinstance(path, str):
        return path
    elif isinstance(path, unicode):
        return path.encode('utf8')
    else:
        return path.as_utf8()


@specialize.argtype(0)
def _as_utf80(path):
    result = _as_utf8(path)
    rstring.check_str0(result)
    return result


def path_function(name):
    """A function of one path that calls the C function of this name."""
    c_function = errno_external(name, [rffi.CCHARP], rffi.INT)

    @specialize.argtype(0)
    def call(path):
        handle_posix_error(name, c_function(_as_bytes0(path)))
    call.func_name = name
    return call


def two_path_function(name):
    c_function = errno_external(name, [rffi.CCHARP, rffi.CCHARP], rffi.INT)

    @specialize.argtype(0, 1)
    def call(first, second):
        handle_posix_error(name, c_function(_as_bytes0(first), _as_bytes0(second)))
    call.func_name = name
    return call


def number_function(name, args, names):
    """A function of numbers (`names` separated by commas) that gives nothing and may fail."""
    c_function = errno_external(name, args, rffi.INT)
    source = 'def %s(%s):\n    handle_posix_error(%r, c_function(%s))\n' % (name, names, name, names)
    namespace = {'c_function': c_function, 'handle_posix_error': handle_posix_error, 'name': name}
    exec source in namespace
    return namespace[name]


def number_result(name, args, names):
    """The same with the number that C gives."""
    c_function = errno_external(name, args, rffi.INT)
    source = 'def %s(%s):\n    return handle_posix_error(%r, c_function(%s))\n' % (name, names, name, names)
    namespace = {'c_function': c_function, 'handle_posix_error': handle_posix_error}
    exec source in namespace
    return namespace[name]


def after_fork(pid, offset):
    """To be called after a fork with its result, and what `debug_offset()` said before."""
    if pid == 0:
        rgil.forked()
        debug.debug_forked(offset)
