"""Results of `os.stat`, `os.statvfs` and the like."""
import os

from rpython.rlib._posix_base import AT_FDCWD, _as_bytes0, handle_posix_error, replace_os_function
from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

AT_SYMLINK_NOFOLLOW = 0x100
N_INDEXABLE_FIELDS = 10

_S = lltype.Signed
# The first ten are those that an index reaches.
ALL_STAT_FIELDS = [
    ('st_mode', _S), ('st_ino', _S), ('st_dev', _S), ('st_nlink', _S), ('st_uid', _S), ('st_gid', _S),
    ('st_size', _S), ('st_atime', _S), ('st_mtime', _S), ('st_ctime', _S), ('st_blksize', _S), ('st_blocks', _S),
    ('st_rdev', _S), ('st_flags', _S), ('nsec_atime', _S), ('nsec_mtime', _S), ('nsec_ctime', _S)]
STAT_FIELDS = ALL_STAT_FIELDS[:13] + ALL_STAT_FIELDS[-3:]
PORTABLE_STAT_FIELDS = STAT_FIELDS[:N_INDEXABLE_FIELDS] + STAT_FIELDS[-3:]
STAT_FIELD_TYPES = dict(STAT_FIELDS)
STAT_FIELD_NAMES = [name for name, TYPE in ALL_STAT_FIELDS if name in STAT_FIELD_TYPES]

STATVFS_FIELDS = [(name, _S) for name in [
    'f_bsize', 'f_frsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files', 'f_ffree', 'f_favail', 'f_flag',
    'f_namemax']] + [('f_fsid', lltype.Unsigned)]
STATVFS_FIELD_TYPES = dict(STATVFS_FIELDS)
STATVFS_FIELD_NAMES = [name for name, TYPE in STATVFS_FIELDS]


class StatResult(object):
    """What `os.stat` gives. Times are floats by name and whole seconds by index."""

    def __init__(self, st_mode, st_ino, st_dev, st_nlink, st_uid, st_gid, st_size, atime, mtime, ctime,
                 st_blksize=0, st_blocks=0, st_rdev=0, nsec_atime=0, nsec_mtime=0, nsec_ctime=0):
        self.st_mode = st_mode
        self.st_ino = st_ino
        self.st_dev = st_dev
        self.st_nlink = st_nlink
        self.st_uid = st_uid
        self.st_gid = st_gid
        self.st_size = st_size
        self._atime = atime
        self._mtime = mtime
        self._ctime = ctime
        self.st_blksize = st_blksize
        self.st_blocks = st_blocks
        self.st_rdev = st_rdev
        self.nsec_atime = nsec_atime
        self.nsec_mtime = nsec_mtime
        self.nsec_ctime = nsec_ctime
        self.st_atime = float(atime) + 1e-9 * nsec_atime
        self.st_mtime = float(mtime) + 1e-9 * nsec_mtime
        self.st_ctime = float(ctime) + 1e-9 * nsec_ctime

    def __getitem__(self, index):
        if index < 0:
            index += N_INDEXABLE_FIELDS
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
            return self._atime
        if index == 8:
            return self._mtime
        if index == 9:
            return self._ctime
        raise IndexError

    def __len__(self):
        return N_INDEXABLE_FIELDS


class StatvfsResult(object):
    """What `os.statvfs` gives."""

    def __init__(self, f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_favail, f_flag, f_namemax,
                 f_fsid):
        self.f_bsize = f_bsize
        self.f_frsize = f_frsize
        self.f_blocks = f_blocks
        self.f_bfree = f_bfree
        self.f_bavail = f_bavail
        self.f_files = f_files
        self.f_ffree = f_ffree
        self.f_favail = f_favail
        self.f_flag = f_flag
        self.f_namemax = f_namemax
        self.f_fsid = f_fsid

    def __getitem__(self, index):
        if index == 0:
            return self.f_bsize
        if index == 1:
            return self.f_frsize
        if index == 2:
            return self.f_blocks
        if index == 3:
            return self.f_bfree
        if index == 4:
            return self.f_bavail
        if index == 5:
            return self.f_files
        if index == 6:
            return self.f_ffree
        if index == 7:
            return self.f_favail
        if index == 8:
            return self.f_flag
        if index == 9:
            return self.f_namemax
        raise IndexError


def make_stat_result(tup):
    """A result from its ten indexable fields, or all sixteen."""
    if len(tup) == 10:
        return StatResult(tup[0], tup[1], tup[2], tup[3], tup[4], tup[5], tup[6], tup[7], tup[8], tup[9])
    return StatResult(tup[0], tup[1], tup[2], tup[3], tup[4], tup[5], tup[6], tup[7], tup[8], tup[9], tup[10],
                      tup[11], tup[12], tup[13], tup[14], tup[15])


def make_statvfs_result(tup):
    return StatvfsResult(tup[0], tup[1], tup[2], tup[3], tup[4], tup[5], tup[6], tup[7], tup[8], tup[9], tup[10])


def get_stat_ns_as_bigint(st, name):
    """A time ('atime', 'mtime' or 'ctime') in nanoseconds."""
    from rpython.rlib.rbigint import rbigint
    if name == 'atime':
        seconds, rest = st._atime, st.nsec_atime
    elif name == 'mtime':
        seconds, rest = st._mtime, st.nsec_mtime
    elif name == 'ctime':
        seconds, rest = st._ctime, st.nsec_ctime
    else:
        raise ValueError("no such time: " + name)
    return rbigint.fromint(seconds).int_mul(1000000000).int_add(rest)


# ---------------------------------------------------------------- asking the system

# The layout of the C structs is the platform's affair: C code fills arrays of numbers.
_eci = ExternalCompilationInfo(
    includes=['sys/types.h', 'sys/stat.h', 'sys/statvfs.h', 'unistd.h', 'fcntl.h'],
    post_include_bits=['''
int rpy_stat_fields(int kind, int fd, const char *path, int flags, long long *out);
int rpy_statvfs_fields(int fd, const char *path, long long *out);
'''],
    separate_module_sources=['''
/* Kinds: 0 by path, 1 by path without following a link, 2 by descriptor, 3 relative to a folder. */
int rpy_stat_fields(int kind, int fd, const char *path, int flags, long long *out)
{
    struct stat st;
    int result = kind == 0 ? stat(path, &st) : kind == 1 ? lstat(path, &st)
        : kind == 2 ? fstat(fd, &st) : fstatat(fd, path, &st, flags);
    if (result == 0) {
        long long fields[16] = {
            st.st_mode, st.st_ino, st.st_dev, st.st_nlink, st.st_uid, st.st_gid, st.st_size,
            st.st_atim.tv_sec, st.st_mtim.tv_sec, st.st_ctim.tv_sec,
            st.st_blksize, st.st_blocks, st.st_rdev,
            st.st_atim.tv_nsec, st.st_mtim.tv_nsec, st.st_ctim.tv_nsec };
        int i;
        for (i = 0; i < 16; i++)
            out[i] = fields[i];
    }
    return result;
}

int rpy_statvfs_fields(int fd, const char *path, long long *out)
{
    struct statvfs st;
    int result = path ? statvfs(path, &st) : fstatvfs(fd, &st);
    if (result == 0) {
        long long fields[11] = {
            st.f_bsize, st.f_frsize, st.f_blocks, st.f_bfree, st.f_bavail, st.f_files, st.f_ffree,
            st.f_favail, st.f_flag, st.f_namemax, st.f_fsid };
        int i;
        for (i = 0; i < 11; i++)
            out[i] = fields[i];
    }
    return result;
}
'''])
_c_stat_fields = rffi.llexternal('rpy_stat_fields', [rffi.INT, rffi.INT, rffi.CCHARP, rffi.INT, rffi.LONGLONGP],
                                 rffi.INT, compilation_info=_eci, save_err=rffi.RFFI_SAVE_ERRNO)
_c_statvfs_fields = rffi.llexternal('rpy_statvfs_fields', [rffi.INT, rffi.CCHARP, rffi.LONGLONGP], rffi.INT,
                                    compilation_info=_eci, save_err=rffi.RFFI_SAVE_ERRNO)

# Where there is no C compiler, a function of the platform gives fewer of them.
_c_stat_ten = rffi.llexternal('rpy_stat', [rffi.INT, rffi.CCHARP, rffi.INT, rffi.DOUBLEP], rffi.INT,
                              save_err=rffi.RFFI_SAVE_ERRNO)


@specialize.arg(0)
def _stat_by_fields(name, kind, path, fd, flags):
    with lltype.scoped_alloc(rffi.LONGLONGP.TO, 16) as f:
        handle_posix_error(name, _c_stat_fields(kind, fd, path, flags, f))
        return StatResult(intmask(f[0]), intmask(f[1]), intmask(f[2]), intmask(f[3]), intmask(f[4]), intmask(f[5]),
                          intmask(f[6]), intmask(f[7]), intmask(f[8]), intmask(f[9]), intmask(f[10]),
                          intmask(f[11]), intmask(f[12]), intmask(f[13]), intmask(f[14]), intmask(f[15]))


def _nanoseconds(seconds):
    return int((seconds - float(int(seconds))) * 1e9)


@specialize.arg(0)
def _stat_by_ten(name, kind, path, fd, flags):
    with lltype.scoped_alloc(rffi.DOUBLEP.TO, 10) as f:
        handle_posix_error(name, _c_stat_ten(kind, path, fd, f))
        return StatResult(int(f[0]), int(f[1]), int(f[2]), int(f[3]), int(f[4]), int(f[5]), int(f[6]), int(f[7]),
                          int(f[8]), int(f[9]), 0, 0, 0, _nanoseconds(f[7]), _nanoseconds(f[8]), _nanoseconds(f[9]))


if platform_name == 'wasi':
    _stat = _stat_by_ten
else:
    _stat = _stat_by_fields


def _untranslated(st):
    """What the interpreter underneath says."""
    return StatResult(st.st_mode, st.st_ino, st.st_dev, st.st_nlink, st.st_uid, st.st_gid, st.st_size,
                      int(st.st_atime), int(st.st_mtime), int(st.st_ctime), 0, 0, 0,
                      _nanoseconds(st.st_atime), _nanoseconds(st.st_mtime), _nanoseconds(st.st_ctime))


@specialize.argtype(0)
def stat(path):
    if not we_are_translated():
        return _untranslated(os.stat(path))
    return _stat('stat', 0, _as_bytes0(path), -1, 0)


@specialize.argtype(0)
def lstat(path):
    if not we_are_translated():
        return _untranslated(os.lstat(path))
    return _stat('lstat', 1, _as_bytes0(path), -1, 0)


stat3 = stat
lstat3 = lstat


def fstat(fd):
    if not we_are_translated():
        return _untranslated(os.fstat(fd))
    return _stat('fstat', 2, '', fd, 0)


def fstatat(pathname, dir_fd=AT_FDCWD, follow_symlinks=True):
    flags = 0 if follow_symlinks else AT_SYMLINK_NOFOLLOW
    return _stat_by_fields('fstatat', 3, pathname, dir_fd, flags)


@specialize.arg(0)
def _statvfs(name, path, fd):
    with lltype.scoped_alloc(rffi.LONGLONGP.TO, 11) as f:
        handle_posix_error(name, _c_statvfs_fields(fd, path, f))
        return StatvfsResult(intmask(f[0]), intmask(f[1]), intmask(f[2]), intmask(f[3]), intmask(f[4]),
                             intmask(f[5]), intmask(f[6]), intmask(f[7]), intmask(f[8]), intmask(f[9]),
                             rffi.cast(lltype.Unsigned, f[10]))


@specialize.argtype(0)
def statvfs(path):
    return _statvfs('statvfs', _as_bytes0(path), -1)


def fstatvfs(fd):
    return _statvfs('fstatvfs', None, fd)
