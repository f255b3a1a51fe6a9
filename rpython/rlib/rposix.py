"""The operating system's calls: what `os` functions become in programs, and the names that programs import from here.

Failures raise OSError with the saved errno. What is used often is here; `_posix_files` and `_posix_processes`
have the rest.
"""
import os
import sys

from rpython.rlib import debug, rstring
from rpython.rlib._os_support import (
    _CYGWIN, _LINUX, _MACRO_ON_POSIX, _WIN32, POSIX_SIZE_T, POSIX_SSIZE_T, UNDERSCORE_ON_WIN32, utf8_traits)
from rpython.rlib._posix_base import (
    AT_FDCWD, CLOCK_T, GID_T, ID_T, OFF_T, OFF_T_SIZE, UID_T, _as_bytes, _as_bytes0, _as_utf8, _as_utf80, after_fork, eci,
    external, errno_external as _errno_external, get_errno, get_saved_alterrno, get_saved_errno,
    handle_posix_error, os_error, path_function as _path_function, platform_eci, replace_os_function,
    set_errno, set_saved_alterrno, set_saved_errno, two_path_function as _two_path_function)
from rpython.rlib._posix_files import *
from rpython.rlib._posix_files import _time_to_timeval
from rpython.rlib._posix_names import confstr_names, pathconf_names, sysconf_names
from rpython.rlib._posix_processes import *
from rpython.rlib.objectmodel import specialize, enforceargs, not_rpython, we_are_translated
from rpython.rlib.rarithmetic import intmask, r_longlong, widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

errno_eci = ExternalCompilationInfo(includes=['errno.h', 'stdio.h'])
includes = list(eci.includes)
libraries = []
_HAVE_STRUCT_TERMIOS_C_ISPEED = _HAVE_STRUCT_TERMIOS_C_OSPEED = True


class SuppressIPH(object):
    """Where invalid descriptors would end the program, calls are made in such a block; here it does nothing."""

    def __init__(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


SuppressIPH_del = SuppressIPH

c_strerror = external('strerror', [rffi.INT], rffi.CCHARP, releasegil=False)


def strerror(errnum):
    text = c_strerror(errnum)
    if not text:
        raise ValueError("os_strerror failed")
    return rffi.charp2str(text)


# ---------------------------------------------------------------- file descriptors

c_open = _errno_external('open', [rffi.CCHARP, rffi.INT, rffi.MODE_T], rffi.INT)
c_close = _errno_external('close', [rffi.INT], rffi.INT, releasegil=False)
c_read = _errno_external('read', [rffi.INT, rffi.VOIDP, rffi.SIZE_T], rffi.SSIZE_T)
c_write = _errno_external('write', [rffi.INT, rffi.VOIDP, rffi.SIZE_T], rffi.SSIZE_T)
c_lseek = _errno_external('lseek', [rffi.INT, rffi.LONGLONG, rffi.INT], rffi.LONGLONG)
c_isatty = external('isatty', [rffi.INT], rffi.INT)
c_ftruncate = _errno_external('ftruncate', [rffi.INT, rffi.LONGLONG], rffi.INT)
c_fsync = _errno_external('fsync', [rffi.INT], rffi.INT)
c_dup = _errno_external('dup', [rffi.INT], rffi.INT)
c_dup2 = _errno_external('dup2', [rffi.INT, rffi.INT], rffi.INT)
c_pipe = _errno_external('pipe', [rffi.INTP], rffi.INT)
c_pipe2 = _errno_external('pipe2', [rffi.INTP, rffi.INT], rffi.INT)


@specialize.argtype(0)
@enforceargs(None, int, int, typecheck=False)
def open(path, flags, mode=0o777):
    return handle_posix_error('open', c_open(_as_bytes0(path), flags, mode))


def close(fd):
    handle_posix_error('close', c_close(rffi.cast(rffi.INT, fd)))


def read(fd, count):
    """At most so many bytes; an empty string at the end."""
    if count < 0:
        raise os_error(EINVAL, "read failed")
    with rffi.scoped_alloc_buffer(count) as buffer:
        got = c_read(rffi.cast(rffi.INT, fd), rffi.cast(rffi.VOIDP, buffer.raw),
                     rffi.cast(rffi.SIZE_T, count))
        got = handle_posix_error('read', got)
        return buffer.str(got)


def write(fd, data):
    """The number of bytes written."""
    count = len(data)
    with rffi.scoped_nonmovingbuffer(data) as buffer:
        done = c_write(rffi.cast(rffi.INT, fd), rffi.cast(rffi.VOIDP, buffer),
                       rffi.cast(rffi.SIZE_T, count))
        return handle_posix_error('write', done)


def lseek(fd, pos, how):
    return handle_posix_error('lseek', c_lseek(fd, pos, how))


def isatty(fd):
    return widen(c_isatty(rffi.cast(rffi.INT, fd))) != 0


def ftruncate(fd, length):
    handle_posix_error('ftruncate', c_ftruncate(rffi.cast(rffi.INT, fd),
                                                rffi.cast(rffi.LONGLONG, length)))


def fsync(fd):
    handle_posix_error('fsync', c_fsync(rffi.cast(rffi.INT, fd)))


def dup(fd, inheritable=True):
    if inheritable:
        return handle_posix_error('dup', c_dup(fd))
    return handle_posix_error('dup', c_dup_noninheritable(fd))


def dup2(fd, newfd, inheritable=True):
    if inheritable:
        handle_posix_error('dup2', c_dup2(fd, newfd))
    else:
        handle_posix_error('dup2', c_dup2_noninheritable(fd, newfd))


def closerange(fd_low, fd_high):
    """Closes those that are open."""
    for fd in xrange(fd_low, fd_high):
        try:
            close(fd)
        except OSError:
            pass


def pipe(flags=0):
    if flags != 0:
        return pipe2(flags)
    with lltype.scoped_alloc(rffi.INTP.TO, 2) as fds:
        handle_posix_error('pipe', c_pipe(fds))
        return (intmask(widen(fds[0])), intmask(widen(fds[1])))


def pipe2(flags):
    with lltype.scoped_alloc(rffi.INTP.TO, 2) as fds:
        handle_posix_error('pipe2', c_pipe2(fds, flags))
        return (intmask(widen(fds[0])), intmask(widen(fds[1])))


# ---------------------------------------------------------------- files and folders by path

unlink = _path_function('unlink')
remove = unlink
rmdir = _path_function('rmdir')
chdir = _path_function('chdir')
rename = _two_path_function('rename')
replace = rename
link = _two_path_function('link')
symlink = _two_path_function('symlink')

c_mkdir = _errno_external('mkdir', [rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_chmod = _errno_external('chmod', [rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_access = _errno_external('access', [rffi.CCHARP, rffi.INT], rffi.INT)
c_umask = external('umask', [rffi.MODE_T], rffi.MODE_T)
c_getcwd = _errno_external('getcwd', [rffi.CCHARP, rffi.SIZE_T], rffi.CCHARP)
c_readlink = _errno_external('readlink', [rffi.CCHARP, rffi.CCHARP, rffi.SIZE_T], rffi.SSIZE_T)


@specialize.argtype(0)
def mkdir(path, mode=0o777):
    handle_posix_error('mkdir', c_mkdir(_as_bytes0(path), mode))


@specialize.argtype(0)
def chmod(path, mode):
    handle_posix_error('chmod', c_chmod(_as_bytes0(path), mode))


@specialize.argtype(0)
def access(path, mode):
    return widen(c_access(_as_bytes0(path), mode)) == 0


def umask(mask):
    return intmask(widen(c_umask(rffi.cast(rffi.MODE_T, mask))))


def getcwd():
    size = 256
    while True:
        buffer = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw')
        try:
            if c_getcwd(buffer, rffi.cast(rffi.SIZE_T, size)):
                return rffi.charp2str(buffer)
            errno = get_saved_errno()
        finally:
            lltype.free(buffer, flavor='raw')
        if errno != ERANGE:
            raise os_error(errno, "getcwd failed")
        size *= 2


def getcwdu():
    return getcwd().decode('utf8')


@specialize.argtype(0)
def getfullpathname(path):
    """What only Windows has a call for."""
    from rpython.rlib import rpath
    return rpath.rabspath(_as_bytes0(path))


@specialize.argtype(0)
def readlink(path):
    name = _as_bytes0(path)
    size = 1024
    while True:
        buffer = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw')
        try:
            got = handle_posix_error('readlink', c_readlink(name, buffer, size))
            if got < size:
                return rstring.assert_str0(rffi.charpsize2str(buffer, got))
        finally:
            lltype.free(buffer, flavor='raw')
        size *= 4


# A directory stream is only handed around; an entry's name is read by a function of the platform.
DIRP = rffi.COpaquePtr('DIR')
c_opendir = _errno_external('opendir', [rffi.CCHARP], DIRP)
c_closedir = external('closedir', [DIRP], rffi.INT)
_list_eci = ExternalCompilationInfo(
    includes=['dirent.h', 'errno.h'],
    post_include_bits=['char *rpy_readdir_name(DIR *dir);'],
    separate_module_sources=['''
#include <dirent.h>
char *rpy_readdir_name(DIR *dir)
{
    struct dirent *entry = readdir(dir);
    return entry ? entry->d_name : 0;
}
'''])
c_readdir_name = rffi.llexternal('rpy_readdir_name', [DIRP], rffi.CCHARP,
                                 compilation_info=_list_eci,
                                 save_err=rffi.RFFI_FULL_ERRNO_ZERO)


c_fdopendir = _errno_external('fdopendir', [rffi.INT], DIRP)
c_rewinddir = external('rewinddir', [DIRP], lltype.Void)
c_dirfd = external('dirfd', [DIRP], rffi.INT, releasegil=False)


def _listdir(stream, rewind=False):
    names = []
    errno = 0
    while True:
        entry = c_readdir_name(stream)
        if not entry:
            errno = get_saved_errno()
            break
        name = rffi.charp2str(entry)
        if name != '.' and name != '..':
            names.append(name)
    if rewind:
        c_rewinddir(stream)
    c_closedir(stream)
    if errno:
        raise os_error(errno, "readdir failed")
    return names


@specialize.argtype(0)
def listdir(path):
    """Names in a folder, without `.` and `..`, in the order of the file system."""
    stream = c_opendir(_as_bytes0(path))
    if not stream:
        raise os_error(get_saved_errno(), "opendir failed")
    return _listdir(stream)


def fdlistdir(dirfd):
    """The same of a folder that is open; its descriptor is closed."""
    stream = c_fdopendir(dirfd)
    if not stream:
        error = os_error(get_saved_errno(), "opendir failed")
        close(dirfd)
        raise error
    return _listdir(stream, rewind=True)


# ---------------------------------------------------------------- processes

c_getpid = external('getpid', [], rffi.INT, releasegil=False)
c_getppid = external('getppid', [], rffi.INT, releasegil=False)
c_getuid = external('getuid', [], rffi.UINT, releasegil=False)
c_geteuid = external('geteuid', [], rffi.UINT, releasegil=False)
c_getgid = external('getgid', [], rffi.UINT, releasegil=False)
c_exit = external('_exit', [rffi.INT], lltype.Void, releasegil=False)
c_system = external('system', [rffi.CCHARP], rffi.INT)
# Not without the lock of all threads: no other thread of the new process could give it back.
c_fork = _errno_external('fork', [], rffi.INT, releasegil=False)
c_waitpid = _errno_external('waitpid', [rffi.INT, rffi.INTP, rffi.INT], rffi.INT)
c_kill = _errno_external('kill', [rffi.INT, rffi.INT], rffi.INT)
c_execv = _errno_external('execv', [rffi.CCHARP, rffi.CCHARPP], rffi.INT)
c_execve = _errno_external('execve', [rffi.CCHARP, rffi.CCHARPP, rffi.CCHARPP], rffi.INT)


def getpid():
    if not we_are_translated():
        return os.getpid()
    return intmask(widen(c_getpid()))


def getppid():
    return intmask(widen(c_getppid()))


def getuid():
    return rffi.cast(lltype.Unsigned, c_getuid())


def geteuid():
    return rffi.cast(lltype.Unsigned, c_geteuid())


def getgid():
    return rffi.cast(lltype.Unsigned, c_getgid())


def _exit(status):
    debug.debug_flush()
    c_exit(rffi.cast(rffi.INT, status))


def exit(status):
    c_exit(rffi.cast(rffi.INT, status))


def system(command):
    with rffi.scoped_str2charp(command) as buffer:
        return intmask(widen(c_system(buffer)))


def fork():
    offset = debug.debug_offset()
    pid = handle_posix_error('fork', c_fork())
    after_fork(pid, offset)
    return pid


def waitpid(pid, options):
    with lltype.scoped_alloc(rffi.INTP.TO, 1) as status:
        status[0] = rffi.cast(rffi.INT, 0)
        result = c_waitpid(rffi.cast(rffi.INT, pid), status, rffi.cast(rffi.INT, options))
        result = handle_posix_error('waitpid', result)
        return (result, intmask(widen(status[0])))


def kill(pid, sig):
    handle_posix_error('kill', c_kill(pid, sig))


@specialize.argtype(0)
def execv(path, args):
    """Does not return unless it fails."""
    words = rffi.liststr2charpp(args)
    c_execv(_as_bytes0(path), words)
    rffi.free_charpp(words)
    raise os_error(get_saved_errno(), "execv failed")


@specialize.argtype(0)
def execve(path, args, env):
    words = rffi.liststr2charpp(args)
    pairs = rffi.liststr2charpp([name + '=' + env[name] for name in env.keys()])
    c_execve(_as_bytes0(path), words, pairs)
    rffi.free_charpp(words)
    rffi.free_charpp(pairs)
    raise os_error(get_saved_errno(), "execve failed")


# ---------------------------------------------------------------- environment

c_getenv = external('getenv', [rffi.CCHARP], rffi.CCHARP, releasegil=False)
c_setenv = _errno_external('setenv', [rffi.CCHARP, rffi.CCHARP, rffi.INT], rffi.INT)
c_unsetenv = _errno_external('unsetenv', [rffi.CCHARP], rffi.INT)
_environ_eci = ExternalCompilationInfo(
    post_include_bits=['char **rpy_environ(void);'],
    separate_module_sources=['''
extern char **environ;
char **rpy_environ(void)
{
    return environ;
}
'''])
c_environ = rffi.llexternal('rpy_environ', [], rffi.CCHARPP, compilation_info=_environ_eci,
                            releasegil=False)


def getenv(name):
    """The value, or None."""
    with rffi.scoped_str2charp(name) as buffer:
        value = c_getenv(buffer)
        if not value:
            return None
        return rffi.charp2str(value)


def getenv_default(name, default):
    value = getenv(name)
    if value is None:
        return default
    return value


def getenv_checked(name):
    value = getenv(name)
    if value is None:
        raise KeyError
    return value


@specialize.argtype(0, 1)
def putenv(name, value):
    handle_posix_error('setenv', c_setenv(_as_bytes0(name), _as_bytes0(value), 1))


@specialize.argtype(0)
def unsetenv(name):
    handle_posix_error('unsetenv', c_unsetenv(_as_bytes0(name)))


def has_env(name):
    return getenv(name) is not None


def envitems():
    """All (name, value) pairs."""
    pairs = []
    words = c_environ()
    i = 0
    while words[i]:
        text = rffi.charp2str(words[i])
        at = text.find('=')
        if at > 0:
            pairs.append((text[:at], text[at + 1:]))
        i += 1
    return pairs


def envkeys():
    return [name for name, value in envitems()]


# ---------------------------------------------------------------- random bytes


def urandom(context_or_n, n=-1):
    """So many random bytes of the system."""
    from rpython.rlib import rurandom
    if n < 0:
        n = context_or_n
    return rurandom.urandom(n)


# ---------------------------------------------------------------- times of the process

_times_eci = ExternalCompilationInfo(
    post_include_bits=['int rpy_times(double *out);'],
    separate_module_sources=['''
#include <unistd.h>
#include <sys/times.h>
int rpy_times(double *out)
{
    struct tms t;
    clock_t now = times(&t);
    double ticks = (double)sysconf(_SC_CLK_TCK);
    if (now == (clock_t)-1)
        return -1;
    out[0] = t.tms_utime / ticks;
    out[1] = t.tms_stime / ticks;
    out[2] = t.tms_cutime / ticks;
    out[3] = t.tms_cstime / ticks;
    out[4] = now / ticks;
    return 0;
}
'''])
c_times = rffi.llexternal('rpy_times', [rffi.DOUBLEP], rffi.INT, compilation_info=_times_eci,
                          save_err=rffi.RFFI_SAVE_ERRNO)


def times():
    """Seconds: user, system, user and system of children that ended, and since some moment."""
    with lltype.scoped_alloc(rffi.DOUBLEP.TO, 5) as out:
        handle_posix_error('times', c_times(out))
        return (out[0], out[1], out[2], out[3], out[4])


from rpython.rlib.rposix_stat import fstat, fstatat, fstatvfs, lstat, stat, statvfs
