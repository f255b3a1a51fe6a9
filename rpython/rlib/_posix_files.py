"""Files by path, by descriptor, and relative to a folder: the part of `rposix` that is seldom used."""
from rpython.rlib._posix_base import (
    AT_FDCWD, OFF_T, GID_T, UID_T, _as_bytes, _as_bytes0, errno_external, external, get_saved_errno,
    handle_posix_error, number_function, os_error)
from rpython.rlib import rstring
from rpython.rlib.objectmodel import specialize, enforceargs
from rpython.rlib.rarithmetic import intmask, widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

EINVAL = 22
ERANGE = 34

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
F_ULOCK, F_LOCK, F_TLOCK, F_TEST = 0, 1, 2, 3
O_NONBLOCK = 0x800
O_CLOEXEC = 0x80000
AT_SYMLINK_NOFOLLOW = 0x100
AT_EACCESS = 0x200
AT_REMOVEDIR = 0x200
AT_SYMLINK_FOLLOW = 0x400
AT_EMPTY_PATH = 0x1000
UTIME_NOW = 0x3fffffff
UTIME_OMIT = 0x3ffffffe
POSIX_FADV_NORMAL, POSIX_FADV_RANDOM, POSIX_FADV_SEQUENTIAL = 0, 1, 2
POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE = 3, 4, 5
MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB = 1, 2, 4
XATTR_CREATE, XATTR_REPLACE = 1, 2
XATTR_SIZE_MAX = 65536
COPYFILE_DATA = None

for _name in ['DUP3', 'D_TYPE', 'FACCESSAT', 'FADVISE', 'FALLOCATE', 'FCHDIR', 'FCHMOD', 'FCHMODAT', 'FCHOWN', 'FCHOWNAT',
              'FDOPENDIR', 'FEXECVE', 'FPATHCONF', 'FSTAT', 'FSTATAT', 'FSTATVFS', 'FTRUNCATE', 'FUTIMENS', 'FUTIMES',
              'FUTIMESAT', 'LCHOWN', 'LINKAT', 'LSTAT', 'LUTIMES', 'MKDIRAT', 'MKFIFOAT', 'MKNODAT', 'OPENAT', 'PIPE2',
              'READLINKAT', 'RENAMEAT', 'SCHED_GETPARAM', 'SYMLINKAT', 'UNLINKAT', 'UTIMENSAT', 'UTIMES']:
    globals()['HAVE_' + _name] = True
HAVE_CHFLAGS = HAVE_LCHFLAGS = HAVE_LCHMOD = False

TIMESPEC = rffi.CStruct('timespec', ('tv_sec', rffi.TIME_T), ('tv_nsec', rffi.LONG))
TIMESPEC2P = rffi.CArrayPtr(TIMESPEC)
TIMEVAL = rffi.CStruct('timeval', ('tv_sec', rffi.TIME_T), ('tv_usec', rffi.LONG))
TIMEVAL2P = rffi.CArrayPtr(TIMEVAL)

# ---------------------------------------------------------------- by descriptor

fdatasync = number_function('fdatasync', [rffi.INT], 'fd')
fchdir = number_function('fchdir', [rffi.INT], 'fd')
fchmod = number_function('fchmod', [rffi.INT, rffi.MODE_T], 'fd, mode')
fchown = number_function('fchown', [rffi.INT, UID_T, GID_T], 'fd, uid, gid')

c_sync = external('sync', [], lltype.Void)
c_lockf = errno_external('lockf', [rffi.INT, rffi.INT, OFF_T], rffi.INT)
c_pread = errno_external('pread', [rffi.INT, rffi.VOIDP, rffi.SIZE_T, OFF_T], rffi.SSIZE_T)
c_pwrite = errno_external('pwrite', [rffi.INT, rffi.VOIDP, rffi.SIZE_T, OFF_T], rffi.SSIZE_T)
c_posix_fallocate = external('posix_fallocate', [rffi.INT, OFF_T, OFF_T], rffi.INT)
c_posix_fadvise = external('posix_fadvise', [rffi.INT, OFF_T, OFF_T, rffi.INT], rffi.INT)


def sync():
    c_sync()


def lockf(fd, cmd, length):
    return handle_posix_error('lockf', c_lockf(fd, cmd, length))


def pread(fd, count, offset):
    """At most so many bytes from there on; the position stays."""
    if count < 0:
        raise os_error(EINVAL, "pread failed")
    with rffi.scoped_alloc_buffer(count) as buf:
        got = handle_posix_error('pread', c_pread(fd, rffi.cast(rffi.VOIDP, buf.raw), count, offset))
        return buf.str(got)


def pwrite(fd, data, offset):
    with rffi.scoped_nonmovingbuffer(data) as buf:
        return handle_posix_error('pwrite', c_pwrite(fd, rffi.cast(rffi.VOIDP, buf), len(data), offset))


def posix_fallocate(fd, offset, length):
    # The result is the error's number.
    error = widen(c_posix_fallocate(fd, offset, length))
    if error != 0:
        raise os_error(error, "posix_fallocate failed")
    return error


def posix_fadvise(fd, offset, length, advice):
    error = widen(c_posix_fadvise(fd, offset, length, advice))
    if error != 0:
        raise os_error(error, "posix_fadvise failed")


_descriptor_eci = ExternalCompilationInfo(
    includes=['unistd.h', 'fcntl.h', 'sys/sendfile.h', 'sys/mman.h'],
    post_include_bits=['''
static int rpy_get_inheritable(int fd)
{
    int flags = fcntl(fd, F_GETFD, 0);
    return flags == -1 ? -1 : !(flags & FD_CLOEXEC);
}
static int rpy_set_inheritable(int fd, int inheritable)
{
    int flags = fcntl(fd, F_GETFD, 0);
    if (flags == -1)
        return -1;
    return fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC);
}
static int rpy_get_status_flags(int fd)
{
    return fcntl(fd, F_GETFL, 0);
}
static int rpy_set_status_flags(int fd, int flags)
{
    return fcntl(fd, F_SETFL, flags) == -1 ? -1 : 0;
}
static int rpy_dup_noninheritable(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}
static int rpy_dup2_noninheritable(int fd, int fd2)
{
    return dup3(fd, fd2, O_CLOEXEC);
}
static ssize_t rpy_sendfile(int out, int in, long long offset, size_t count)
{
    off_t at = offset;
    return sendfile(out, in, offset == -2 ? 0 : &at, count);
}
'''])


def _descriptor_function(name, args, result=rffi.INT):
    return errno_external(name, args, result, compilation_info=_descriptor_eci)


_c_get_inheritable = _descriptor_function('rpy_get_inheritable', [rffi.INT])
_c_set_inheritable = _descriptor_function('rpy_set_inheritable', [rffi.INT, rffi.INT])
c_get_status_flags = _descriptor_function('rpy_get_status_flags', [rffi.INT])
c_set_status_flags = _descriptor_function('rpy_set_status_flags', [rffi.INT, rffi.INT])
c_dup_noninheritable = _descriptor_function('rpy_dup_noninheritable', [rffi.INT])
c_dup2_noninheritable = _descriptor_function('rpy_dup2_noninheritable', [rffi.INT, rffi.INT])
c_sendfile = _descriptor_function('rpy_sendfile', [rffi.INT, rffi.INT, rffi.LONGLONG, rffi.SIZE_T], rffi.SSIZE_T)
c_memfd_create = _descriptor_function('memfd_create', [rffi.CCHARP, rffi.UINT])


def get_inheritable(fd):
    """Whether programs that are started get the descriptor."""
    return handle_posix_error('get_inheritable', _c_get_inheritable(fd)) != 0


def set_inheritable(fd, inheritable):
    handle_posix_error('set_inheritable', _c_set_inheritable(fd, int(inheritable)))


def get_status_flags(fd):
    return handle_posix_error('get_status_flags', c_get_status_flags(fd))


def set_status_flags(fd, flags):
    handle_posix_error('set_status_flags', c_set_status_flags(fd, flags))


def sendfile(out_fd, in_fd, offset, count):
    """Copies between descriptors from a place on; how much."""
    if offset < 0:
        raise os_error(EINVAL, "sendfile failed")
    return handle_posix_error('sendfile', c_sendfile(out_fd, in_fd, offset, count))


def sendfile_no_offset(out_fd, in_fd, count):
    """The same from the present position on, which moves."""
    return handle_posix_error('sendfile', c_sendfile(out_fd, in_fd, -2, count))


def memfd_create(name, flags):
    return handle_posix_error('memfd_create', c_memfd_create(name, flags))


class SetNonInheritableCache(object):
    """Makes descriptors non-inheritable, and asks the system once only whether they are that from the start."""
    cached_inheritable = -1

    def set_non_inheritable(self, fd):
        if self.cached_inheritable == -1:
            self.cached_inheritable = int(get_inheritable(fd))
        if self.cached_inheritable == 1:
            set_inheritable(fd, False)

    def _cleanup_(self):
        self.cached_inheritable = -1


class ENoSysCache(object):
    """Remembers that the system does not have a call."""
    cached_nosys = -1

    def attempt_syscall(self):
        return self.cached_nosys != 1

    def fallback(self, result):
        nosys = self.cached_nosys
        if nosys == -1:
            nosys = 1 if result < 0 and get_saved_errno() == 38 else 0
            self.cached_nosys = nosys
        return nosys

    def _cleanup_(self):
        self.cached_nosys = -1


# ---------------------------------------------------------------- by path

c_chown = errno_external('chown', [rffi.CCHARP, UID_T, GID_T], rffi.INT)
c_lchown = errno_external('lchown', [rffi.CCHARP, UID_T, GID_T], rffi.INT)
c_mkfifo = errno_external('mkfifo', [rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_mknod = errno_external('mknod', [rffi.CCHARP, rffi.MODE_T, rffi.DEV_T], rffi.INT)
c_utimes = errno_external('utimes', [rffi.CCHARP, TIMEVAL2P], rffi.INT)
c_lutimes = errno_external('lutimes', [rffi.CCHARP, TIMEVAL2P], rffi.INT)
c_futimes = errno_external('futimes', [rffi.INT, TIMEVAL2P], rffi.INT)
c_makedev = external('makedev', [rffi.UINT, rffi.UINT], rffi.DEV_T, macro=True)
c_major = external('major', [rffi.DEV_T], rffi.UINT, macro=True)
c_minor = external('minor', [rffi.DEV_T], rffi.UINT, macro=True)


@specialize.argtype(0)
def chown(path, uid, gid):
    handle_posix_error('chown', c_chown(_as_bytes0(path), uid, gid))


@specialize.argtype(0)
def lchown(path, uid, gid):
    handle_posix_error('lchown', c_lchown(_as_bytes0(path), uid, gid))


@specialize.argtype(0)
def mkfifo(path, mode):
    handle_posix_error('mkfifo', c_mkfifo(_as_bytes0(path), mode))


@specialize.argtype(0)
def mknod(path, mode, dev):
    handle_posix_error('mknod', c_mknod(_as_bytes0(path), mode, dev))


def makedev(maj, min):
    return intmask(c_makedev(maj, min))


def major(dev):
    return intmask(c_major(dev))


def minor(dev):
    return intmask(c_minor(dev))


def _time_to_timeval(t, l_timeval):
    import math
    whole = math.floor(t)
    rffi.setintfield(l_timeval, 'c_tv_sec', int(whole))
    rffi.setintfield(l_timeval, 'c_tv_usec', int((t - whole) * 1000000.0))


def times_to_timeval2p(times, l_timeval2p):
    actime, modtime = times
    _time_to_timeval(actime, l_timeval2p[0])
    _time_to_timeval(modtime, l_timeval2p[1])


@specialize.argtype(0, 1)
def utime(path, times):
    """Sets the times of access and modification: (seconds, seconds), or None for now."""
    if times is None:
        error = c_utimes(_as_bytes0(path), lltype.nullptr(TIMEVAL2P.TO))
    else:
        with lltype.scoped_alloc(TIMEVAL2P.TO, 2) as pair:
            times_to_timeval2p(times, pair)
            error = c_utimes(_as_bytes0(path), pair)
    handle_posix_error('utime', error)


@specialize.argtype(0, 1)
def lutimes(pathname, times):
    if times is None:
        error = c_lutimes(_as_bytes0(pathname), lltype.nullptr(TIMEVAL2P.TO))
    else:
        with lltype.scoped_alloc(TIMEVAL2P.TO, 2) as pair:
            times_to_timeval2p(times, pair)
            error = c_lutimes(_as_bytes0(pathname), pair)
    handle_posix_error('lutimes', error)


@specialize.argtype(1)
def futimes(fd, times):
    if times is None:
        error = c_futimes(fd, lltype.nullptr(TIMEVAL2P.TO))
    else:
        with lltype.scoped_alloc(TIMEVAL2P.TO, 2) as pair:
            times_to_timeval2p(times, pair)
            error = c_futimes(fd, pair)
    handle_posix_error('futimes', error)


# ---------------------------------------------------------------- relative to a folder

c_faccessat = errno_external('faccessat', [rffi.INT, rffi.CCHARP, rffi.INT, rffi.INT], rffi.INT)
c_fchmodat = errno_external('fchmodat', [rffi.INT, rffi.CCHARP, rffi.MODE_T, rffi.INT], rffi.INT)
c_fchownat = errno_external('fchownat', [rffi.INT, rffi.CCHARP, UID_T, GID_T, rffi.INT], rffi.INT)
c_linkat = errno_external('linkat', [rffi.INT, rffi.CCHARP, rffi.INT, rffi.CCHARP, rffi.INT], rffi.INT)
c_futimens = errno_external('futimens', [rffi.INT, TIMESPEC2P], rffi.INT)
c_utimensat = errno_external('utimensat', [rffi.INT, rffi.CCHARP, TIMESPEC2P, rffi.INT], rffi.INT)
c_mkdirat = errno_external('mkdirat', [rffi.INT, rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_unlinkat = errno_external('unlinkat', [rffi.INT, rffi.CCHARP, rffi.INT], rffi.INT)
c_readlinkat = errno_external('readlinkat', [rffi.INT, rffi.CCHARP, rffi.CCHARP, rffi.SIZE_T], rffi.SSIZE_T)
c_renameat = errno_external('renameat', [rffi.INT, rffi.CCHARP, rffi.INT, rffi.CCHARP], rffi.INT)
c_symlinkat = errno_external('symlinkat', [rffi.CCHARP, rffi.INT, rffi.CCHARP], rffi.INT)
c_openat = errno_external('openat', [rffi.INT, rffi.CCHARP, rffi.INT, rffi.MODE_T], rffi.INT)
c_mkfifoat = errno_external('mkfifoat', [rffi.INT, rffi.CCHARP, rffi.MODE_T], rffi.INT)
c_mknodat = errno_external('mknodat', [rffi.INT, rffi.CCHARP, rffi.MODE_T, rffi.DEV_T], rffi.INT)


def faccessat(pathname, mode, dir_fd=AT_FDCWD, effective_ids=False, follow_symlinks=True):
    flags = 0
    if not follow_symlinks:
        flags |= AT_SYMLINK_NOFOLLOW
    if effective_ids:
        flags |= AT_EACCESS
    return widen(c_faccessat(dir_fd, pathname, mode, flags)) == 0


def fchmodat(path, mode, dir_fd=AT_FDCWD, follow_symlinks=True):
    flag = 0 if follow_symlinks else AT_SYMLINK_NOFOLLOW
    handle_posix_error('fchmodat', c_fchmodat(dir_fd, path, mode, flag))


def fchownat(path, owner, group, dir_fd=AT_FDCWD, follow_symlinks=True, empty_path=False):
    flag = 0
    if not follow_symlinks:
        flag |= AT_SYMLINK_NOFOLLOW
    if empty_path:
        flag |= AT_EMPTY_PATH
    handle_posix_error('fchownat', c_fchownat(dir_fd, path, owner, group, flag))


def linkat(src, dst, src_dir_fd=AT_FDCWD, dst_dir_fd=AT_FDCWD, follow_symlinks=True):
    flag = AT_SYMLINK_FOLLOW if follow_symlinks else 0
    handle_posix_error('linkat', c_linkat(src_dir_fd, src, dst_dir_fd, dst, flag))


def _set_timespecs(pair, atime, atime_ns, mtime, mtime_ns):
    rffi.setintfield(pair[0], 'c_tv_sec', atime)
    rffi.setintfield(pair[0], 'c_tv_nsec', atime_ns)
    rffi.setintfield(pair[1], 'c_tv_sec', mtime)
    rffi.setintfield(pair[1], 'c_tv_nsec', mtime_ns)


def futimens(fd, atime, atime_ns, mtime, mtime_ns):
    with lltype.scoped_alloc(TIMESPEC2P.TO, 2) as pair:
        _set_timespecs(pair, atime, atime_ns, mtime, mtime_ns)
        handle_posix_error('futimens', c_futimens(fd, pair))


def utimensat(pathname, atime, atime_ns, mtime, mtime_ns, dir_fd=AT_FDCWD, follow_symlinks=True):
    with lltype.scoped_alloc(TIMESPEC2P.TO, 2) as pair:
        _set_timespecs(pair, atime, atime_ns, mtime, mtime_ns)
        flag = 0 if follow_symlinks else AT_SYMLINK_NOFOLLOW
        handle_posix_error('utimensat', c_utimensat(dir_fd, pathname, pair, flag))


def mkdirat(pathname, mode, dir_fd=AT_FDCWD):
    handle_posix_error('mkdirat', c_mkdirat(dir_fd, pathname, mode))


def unlinkat(pathname, dir_fd=AT_FDCWD, removedir=False):
    flag = AT_REMOVEDIR if removedir else 0
    handle_posix_error('unlinkat', c_unlinkat(dir_fd, pathname, flag))


def readlinkat(pathname, dir_fd=AT_FDCWD):
    size = 1024
    while True:
        with lltype.scoped_alloc(rffi.CCHARP.TO, size) as buf:
            got = handle_posix_error('readlinkat', c_readlinkat(dir_fd, pathname, buf, size))
            if got < size:
                return rstring.assert_str0(rffi.charpsize2str(buf, got))
        size *= 4


def renameat(src, dst, src_dir_fd=AT_FDCWD, dst_dir_fd=AT_FDCWD):
    handle_posix_error('renameat', c_renameat(src_dir_fd, src, dst_dir_fd, dst))


def symlinkat(src, dst, dir_fd=AT_FDCWD):
    handle_posix_error('symlinkat', c_symlinkat(src, dir_fd, dst))


@enforceargs(None, int, int, int)
def openat(path, flags, mode, dir_fd=AT_FDCWD):
    return handle_posix_error('openat', c_openat(dir_fd, path, flags, mode))


def mkfifoat(path, mode, dir_fd=AT_FDCWD):
    handle_posix_error('mkfifoat', c_mkfifoat(dir_fd, path, mode))


def mknodat(path, mode, device, dir_fd=AT_FDCWD):
    handle_posix_error('mknodat', c_mknodat(dir_fd, path, mode, device))


# ---------------------------------------------------------------- extended attributes

_xattr_eci = ExternalCompilationInfo(includes=['sys/xattr.h'])


def _xattr(name, args, result=rffi.SSIZE_T):
    return errno_external(name, args, result, compilation_info=_xattr_eci)


_PATH, _FD = rffi.CCHARP, rffi.INT
_GET = [rffi.CCHARP, rffi.VOIDP, rffi.SIZE_T]
c_getxattr, c_lgetxattr = _xattr('getxattr', [_PATH] + _GET), _xattr('lgetxattr', [_PATH] + _GET)
c_fgetxattr = _xattr('fgetxattr', [_FD] + _GET)
_SET = [rffi.CCHARP, rffi.VOIDP, rffi.SIZE_T, rffi.INT]
c_setxattr, c_lsetxattr = _xattr('setxattr', [_PATH] + _SET, rffi.INT), _xattr('lsetxattr', [_PATH] + _SET, rffi.INT)
c_fsetxattr = _xattr('fsetxattr', [_FD] + _SET, rffi.INT)
c_removexattr = _xattr('removexattr', [_PATH, rffi.CCHARP], rffi.INT)
c_lremovexattr = _xattr('lremovexattr', [_PATH, rffi.CCHARP], rffi.INT)
c_fremovexattr = _xattr('fremovexattr', [_FD, rffi.CCHARP], rffi.INT)
_LIST = [rffi.CCHARP, rffi.SIZE_T]
c_listxattr, c_llistxattr = _xattr('listxattr', [_PATH] + _LIST), _xattr('llistxattr', [_PATH] + _LIST)
c_flistxattr = _xattr('flistxattr', [_FD] + _LIST)


def fgetxattr(fd, name):
    size = 256
    while True:
        with rffi.scoped_alloc_buffer(size) as buf:
            got = widen(c_fgetxattr(fd, name, rffi.cast(rffi.VOIDP, buf.raw), size))
            if got >= 0:
                return buf.str(got)
            if get_saved_errno() != ERANGE or size > XATTR_SIZE_MAX:
                raise os_error(get_saved_errno(), "fgetxattr failed")
        size *= 16


def getxattr(path, name, follow_symlinks=True):
    size = 256
    while True:
        with rffi.scoped_alloc_buffer(size) as buf:
            raw = rffi.cast(rffi.VOIDP, buf.raw)
            if follow_symlinks:
                got = widen(c_getxattr(path, name, raw, size))
            else:
                got = widen(c_lgetxattr(path, name, raw, size))
            if got >= 0:
                return buf.str(got)
            if get_saved_errno() != ERANGE or size > XATTR_SIZE_MAX:
                raise os_error(get_saved_errno(), "getxattr failed")
        size *= 16


def fsetxattr(fd, name, value, flags=0):
    handle_posix_error('fsetxattr', c_fsetxattr(fd, name, value, len(value), flags))


def setxattr(path, name, value, flags=0, follow_symlinks=True):
    if follow_symlinks:
        handle_posix_error('setxattr', c_setxattr(path, name, value, len(value), flags))
    else:
        handle_posix_error('lsetxattr', c_lsetxattr(path, name, value, len(value), flags))


def fremovexattr(fd, name):
    handle_posix_error('fremovexattr', c_fremovexattr(fd, name))


def removexattr(path, name, follow_symlinks=True):
    if follow_symlinks:
        handle_posix_error('removexattr', c_removexattr(path, name))
    else:
        handle_posix_error('lremovexattr', c_lremovexattr(path, name))


def _unpack_attrs(text):
    # Each name ends in a zero.
    names = text.split('\0')
    del names[-1]
    return names


def flistxattr(fd):
    size = 256
    while True:
        with rffi.scoped_alloc_buffer(size) as buf:
            got = widen(c_flistxattr(fd, buf.raw, size))
            if got >= 0:
                return _unpack_attrs(buf.str(got))
            if get_saved_errno() != ERANGE or size > XATTR_SIZE_MAX:
                raise os_error(get_saved_errno(), "flistxattr failed")
        size *= 16


def listxattr(path, follow_symlinks=True):
    size = 256
    while True:
        with rffi.scoped_alloc_buffer(size) as buf:
            if follow_symlinks:
                got = widen(c_listxattr(path, buf.raw, size))
            else:
                got = widen(c_llistxattr(path, buf.raw, size))
            if got >= 0:
                return _unpack_attrs(buf.str(got))
            if get_saved_errno() != ERANGE or size > XATTR_SIZE_MAX:
                raise os_error(get_saved_errno(), "listxattr failed")
        size *= 16
