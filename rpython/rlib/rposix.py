"""The operating system's calls: what `os` functions become in programs, and the names that programs import from here.

Strings are passed to C as copies that end in a zero. Failures raise OSError with the saved errno.
"""
import os

from rpython.rlib.objectmodel import specialize, not_rpython, we_are_translated
from rpython.rlib.rarithmetic import intmask, r_longlong, widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

_CONSTANTS = ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_CREAT', 'O_EXCL', 'O_TRUNC', 'O_APPEND']

eci = ExternalCompilationInfo(includes=[
    'errno.h', 'stdlib.h', 'string.h', 'unistd.h', 'fcntl.h', 'dirent.h', 'sys/types.h', 'sys/stat.h',
    'sys/wait.h', 'signal.h', 'stdio.h', 'limits.h'])
platform_eci = ExternalCompilationInfo(includes=['rpy_platform.h'])


def external(name, args, result, **kwds):
    kwds.setdefault('compilation_info', eci)
    return rffi.llexternal(name, args, result, **kwds)


def _errno_external(name, args, result, **kwds):
    return external(name, args, result, save_err=rffi.RFFI_SAVE_ERRNO, **kwds)


# ---------------------------------------------------------------- errno

_get_saved_errno = rffi.llexternal('rpy_get_saved_errno', [], rffi.INT,
                                   compilation_info=platform_eci, releasegil=False,
                                   _nowrapper=True)
_set_saved_errno = rffi.llexternal('rpy_set_saved_errno', [rffi.INT], lltype.Void,
                                   compilation_info=platform_eci, releasegil=False,
                                   _nowrapper=True)


def get_saved_errno():
    """What errno was after the last call that saves it."""
    return intmask(_get_saved_errno())


def set_saved_errno(errno):
    _set_saved_errno(rffi.cast(rffi.INT, errno))


def get_errno():
    return get_saved_errno()


def set_errno(errno):
    set_saved_errno(errno)


_strerror = external('strerror', [rffi.INT], rffi.CCHARP, releasegil=False)


def strerror(errno):
    text = _strerror(rffi.cast(rffi.INT, errno))
    if not text:
        raise ValueError("os.strerror failed")
    return rffi.charp2str(text)


def os_error(errno, text):
    """An OSError whose errno is set whether or not its class does that."""
    error = OSError(errno, text)
    error.errno = errno
    return error


@specialize.argtype(1)
def handle_posix_error(name, result):
    """The result as an int; negative ones raise OSError."""
    result = widen(result)
    if result < 0:
        raise os_error(get_saved_errno(), "%s failed" % name)
    return intmask(result)


def replace_os_function(name):
    """Decorator of a function that implements one of `os`."""
    def decorate(func):
        return func
    return decorate


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


def open(path, flags, mode=0o777):
    with rffi.scoped_str2charp(path) as buffer:
        fd = c_open(buffer, rffi.cast(rffi.INT, flags), rffi.cast(rffi.MODE_T, mode))
    return handle_posix_error('open', fd)


def close(fd):
    handle_posix_error('close', c_close(rffi.cast(rffi.INT, fd)))


def read(fd, count):
    """At most so many bytes; an empty string at the end."""
    if count < 0:
        raise os_error(22, "read failed")
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
    result = c_lseek(rffi.cast(rffi.INT, fd), rffi.cast(rffi.LONGLONG, pos),
                     rffi.cast(rffi.INT, how))
    if result < r_longlong(0):
        raise os_error(get_saved_errno(), "lseek failed")
    return intmask(result)


def isatty(fd):
    return widen(c_isatty(rffi.cast(rffi.INT, fd))) != 0


def ftruncate(fd, length):
    handle_posix_error('ftruncate', c_ftruncate(rffi.cast(rffi.INT, fd),
                                                rffi.cast(rffi.LONGLONG, length)))


def fsync(fd):
    handle_posix_error('fsync', c_fsync(rffi.cast(rffi.INT, fd)))


def dup(fd):
    return handle_posix_error('dup', c_dup(rffi.cast(rffi.INT, fd)))


def dup2(fd, newfd):
    handle_posix_error('dup2', c_dup2(rffi.cast(rffi.INT, fd), rffi.cast(rffi.INT, newfd)))


def pipe():
    with lltype.scoped_alloc(rffi.INTP.TO, 2) as fds:
        handle_posix_error('pipe', c_pipe(fds))
        return (intmask(widen(fds[0])), intmask(widen(fds[1])))


# ---------------------------------------------------------------- files and folders by path

def _path_function(name):
    c_function = _errno_external(name, [rffi.CCHARP], rffi.INT)

    def call(path):
        with rffi.scoped_str2charp(path) as buffer:
            result = c_function(buffer)
        handle_posix_error(name, result)
    call.func_name = name
    return call


def _two_path_function(name):
    c_function = _errno_external(name, [rffi.CCHARP, rffi.CCHARP], rffi.INT)

    def call(first, second):
        with rffi.scoped_str2charp(first) as buffer1:
            with rffi.scoped_str2charp(second) as buffer2:
                result = c_function(buffer1, buffer2)
        handle_posix_error(name, result)
    call.func_name = name
    return call


unlink = _path_function('unlink')
remove = unlink
rmdir = _path_function('rmdir')
chdir = _path_function('chdir')
rename = _two_path_function('rename')
link = _two_path_function('link')
symlink = _two_path_function('symlink')

c_mkdir = _errno_external('mkdir', [rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_chmod = _errno_external('chmod', [rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_access = _errno_external('access', [rffi.CCHARP, rffi.INT], rffi.INT)
c_umask = external('umask', [rffi.MODE_T], rffi.MODE_T)
c_getcwd = _errno_external('getcwd', [rffi.CCHARP, rffi.SIZE_T], rffi.CCHARP)
c_readlink = _errno_external('readlink', [rffi.CCHARP, rffi.CCHARP, rffi.SIZE_T], rffi.SSIZE_T)


def mkdir(path, mode=0o777):
    with rffi.scoped_str2charp(path) as buffer:
        result = c_mkdir(buffer, rffi.cast(rffi.MODE_T, mode))
    handle_posix_error('mkdir', result)


def chmod(path, mode):
    with rffi.scoped_str2charp(path) as buffer:
        result = c_chmod(buffer, rffi.cast(rffi.MODE_T, mode))
    handle_posix_error('chmod', result)


def access(path, mode):
    with rffi.scoped_str2charp(path) as buffer:
        result = c_access(buffer, rffi.cast(rffi.INT, mode))
    return widen(result) == 0


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
        if errno != 34:
            raise os_error(errno, "getcwd failed")
        size *= 2


def readlink(path):
    size = 1024
    while True:
        buffer = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw')
        try:
            with rffi.scoped_str2charp(path) as name:
                got = c_readlink(name, buffer, rffi.cast(rffi.SIZE_T, size))
            got = handle_posix_error('readlink', got)
            if got < size:
                return rffi.charpsize2str(buffer, got)
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


def listdir(path):
    """Names in a folder, without `.` and `..`, in the order of the file system."""
    with rffi.scoped_str2charp(path) as buffer:
        stream = c_opendir(buffer)
    if not stream:
        raise os_error(get_saved_errno(), "opendir failed")
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
    c_closedir(stream)
    if errno:
        raise os_error(errno, "readdir failed")
    return names


# ---------------------------------------------------------------- processes

c_getpid = external('getpid', [], rffi.INT, releasegil=False)
c_getppid = external('getppid', [], rffi.INT, releasegil=False)
c_getuid = external('getuid', [], rffi.INT, releasegil=False)
c_geteuid = external('geteuid', [], rffi.INT, releasegil=False)
c_getgid = external('getgid', [], rffi.INT, releasegil=False)
c_exit = external('_exit', [rffi.INT], lltype.Void, releasegil=False)
c_system = external('system', [rffi.CCHARP], rffi.INT)
c_fork = _errno_external('fork', [], rffi.INT)
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
    return intmask(widen(c_getuid()))


def geteuid():
    return intmask(widen(c_geteuid()))


def getgid():
    return intmask(widen(c_getgid()))


def _exit(status):
    c_exit(rffi.cast(rffi.INT, status))


def system(command):
    with rffi.scoped_str2charp(command) as buffer:
        return intmask(widen(c_system(buffer)))


def fork():
    return handle_posix_error('fork', c_fork())


def waitpid(pid, options):
    with lltype.scoped_alloc(rffi.INTP.TO, 1) as status:
        status[0] = rffi.cast(rffi.INT, 0)
        result = c_waitpid(rffi.cast(rffi.INT, pid), status, rffi.cast(rffi.INT, options))
        result = handle_posix_error('waitpid', result)
        return (result, intmask(widen(status[0])))


def kill(pid, signal):
    handle_posix_error('kill', c_kill(rffi.cast(rffi.INT, pid), rffi.cast(rffi.INT, signal)))


def execv(path, args):
    """Does not return unless it fails."""
    words = rffi.liststr2charpp(args)
    with rffi.scoped_str2charp(path) as buffer:
        c_execv(buffer, words)
    rffi.free_charpp(words)
    raise os_error(get_saved_errno(), "execv failed")


def execve(path, args, env):
    words = rffi.liststr2charpp(args)
    pairs = rffi.liststr2charpp([name + '=' + env[name] for name in env.keys()])
    with rffi.scoped_str2charp(path) as buffer:
        c_execve(buffer, words, pairs)
    rffi.free_charpp(words)
    rffi.free_charpp(pairs)
    raise os_error(get_saved_errno(), "execve failed")


def WIFSIGNALED(status):
    return (status & 0x7f) != 0 and (status & 0x7f) != 0x7f


def WIFEXITED(status):
    return (status & 0x7f) == 0


def WEXITSTATUS(status):
    return (status >> 8) & 0xff


def WTERMSIG(status):
    return status & 0x7f


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


def putenv(name, value):
    with rffi.scoped_str2charp(name) as buffer1:
        with rffi.scoped_str2charp(value) as buffer2:
            result = c_setenv(buffer1, buffer2, rffi.cast(rffi.INT, 1))
    handle_posix_error('setenv', result)


def unsetenv(name):
    with rffi.scoped_str2charp(name) as buffer:
        result = c_unsetenv(buffer)
    handle_posix_error('unsetenv', result)


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
    if n < 0:
        n = context_or_n
    fd = open('/dev/urandom', 0, 0)
    try:
        result = ''
        while len(result) < n:
            result += read(fd, n - len(result))
        return result
    finally:
        close(fd)


# ---------------------------------------------------------------- stat

class StatResult(object):
    """What `os.stat` gives."""

    def __init__(self, st_mode, st_ino, st_dev, st_nlink, st_uid, st_gid, st_size,
                 st_atime, st_mtime, st_ctime):
        self.st_mode = st_mode
        self.st_ino = st_ino
        self.st_dev = st_dev
        self.st_nlink = st_nlink
        self.st_uid = st_uid
        self.st_gid = st_gid
        self.st_size = st_size
        self.st_atime = st_atime
        self.st_mtime = st_mtime
        self.st_ctime = st_ctime

    def __getitem__(self, index):
        if index == 0:
            return self.st_mode
        if index == 1:
            return self.st_ino
        if index == 2:
            return self.st_dev
        if index == 3:
            return self.st_nlink
        if index == 4:
            return self.st_uid
        if index == 5:
            return self.st_gid
        if index == 6:
            return self.st_size
        if index == 7:
            return int(self.st_atime)
        if index == 8:
            return int(self.st_mtime)
        return int(self.st_ctime)


# The layout of `struct stat` is the platform's affair: a function of three kinds fills ten numbers.
_stat_eci = ExternalCompilationInfo(
    post_include_bits=['int rpy_stat(int kind, const char *path, int fd, double *out);'],
    separate_module_sources=['''
#include <sys/types.h>
#include <sys/stat.h>
int rpy_stat(int kind, const char *path, int fd, double *out)
{
    struct stat st;
    int result = kind == 0 ? stat(path, &st) : kind == 1 ? lstat(path, &st) : fstat(fd, &st);
    if (result == 0) {
        out[0] = st.st_mode;
        out[1] = st.st_ino;
        out[2] = st.st_dev;
        out[3] = st.st_nlink;
        out[4] = st.st_uid;
        out[5] = st.st_gid;
        out[6] = st.st_size;
        out[7] = st.st_atim.tv_sec + st.st_atim.tv_nsec * 1e-9;
        out[8] = st.st_mtim.tv_sec + st.st_mtim.tv_nsec * 1e-9;
        out[9] = st.st_ctim.tv_sec + st.st_ctim.tv_nsec * 1e-9;
    }
    return result;
}
'''])
c_stat = rffi.llexternal('rpy_stat', [rffi.INT, rffi.CCHARP, rffi.INT, rffi.DOUBLEP], rffi.INT,
                         compilation_info=_stat_eci, save_err=rffi.RFFI_SAVE_ERRNO)


def _stat(name, kind, path, fd):
    with lltype.scoped_alloc(rffi.DOUBLEP.TO, 10) as out:
        with rffi.scoped_str2charp(path) as buffer:
            result = c_stat(rffi.cast(rffi.INT, kind), buffer, rffi.cast(rffi.INT, fd), out)
        handle_posix_error(name, result)
        return StatResult(int(out[0]), int(out[1]), int(out[2]), int(out[3]), int(out[4]),
                          int(out[5]), int(out[6]), out[7], out[8], out[9])


def _untranslated(st):
    """What the interpreter underneath says."""
    return StatResult(st.st_mode, st.st_ino, st.st_dev, st.st_nlink, st.st_uid, st.st_gid, st.st_size,
                      st.st_atime, st.st_mtime, st.st_ctime)


def stat(path):
    if not we_are_translated():
        return _untranslated(os.stat(path))
    return _stat('stat', 0, path, -1)


def lstat(path):
    if not we_are_translated():
        return _untranslated(os.lstat(path))
    return _stat('lstat', 1, path, -1)


def fstat(fd):
    if not we_are_translated():
        return _untranslated(os.fstat(fd))
    return _stat('fstat', 2, '', fd)


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


def WIFSTOPPED(status):
    return (status & 0xff) == 0x7f


def WSTOPSIG(status):
    return (status >> 8) & 0xff
