"""Files and folders by path, and what is known about them."""
from rpython.platform.wasi import calls, heap, paths
from rpython.platform.wasi.access import (
    NULL, load_byte, store_byte, load_u16, load_u32, load_64, load_word, store_word, store_16, store_32, store_64,
    store_float, load_i32)
from rpython.platform.wasi.blocks import memcpy, memset, strlen, put_text
from rpython.platform.wasi.descriptors import (
    entry, open, O_RDONLY, O_DIRECTORY, FREE, TYPE_BLOCK, TYPE_CHARACTER, TYPE_FOLDER, TYPE_FILE, TYPE_LINK,
    device, ftruncate, close)
from rpython.platform.wasi.errno import (
    EACCES, EBADF, EEXIST, EINVAL, EISDIR, ENOENT, ENOMEM, ENOSYS, ENOTDIR, done, fail, from_wasi, state as errno)
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rtyper.lltypesystem import lltype

S_IFIFO, S_IFCHR, S_IFDIR, S_IFBLK, S_IFREG, S_IFLNK, S_IFSOCK = (
    0o010000, 0o020000, 0o040000, 0o060000, 0o100000, 0o120000, 0o140000)

# Of WASI's `filestat`.
F_DEV, F_INO, F_TYPE, F_NLINK, F_SIZE, F_ATIME, F_MTIME, F_CTIME = range(0, 64, 8)
SECOND = 1000000000

SETTINGS = lltype.Struct('wasi_settings', ('mask', lltype.Signed))
settings = lltype.malloc(SETTINGS, flavor='raw', immortal=True, zero=True)
settings.mask = 0o022


# ---------------------------------------------------------------- stat

def mode_of(kind):
    """WASI knows no permissions: they are what files and folders usually have."""
    if kind == TYPE_FOLDER:
        return S_IFDIR | 0o755
    if kind == TYPE_FILE:
        return S_IFREG | 0o644
    if kind == TYPE_LINK:
        return S_IFLNK | 0o777
    if kind == TYPE_CHARACTER:
        return S_IFCHR | 0o620
    if kind == TYPE_BLOCK:
        return S_IFBLK | 0o660
    if kind == 5 or kind == 6:
        return S_IFSOCK | 0o777
    return S_IFIFO | 0o600


def stat_path(path, follow):
    """Fills the scratch memory with WASI's `filestat`."""
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    return done(calls.path_filestat_get(folder, follow, paths.text(0), paths.length(0), calls.scratch()))


def stat_descriptor(fd):
    value = entry(fd)
    if value == FREE:
        return fail(EBADF)
    out = calls.scratch()
    if value < 0:
        memset(out, 0, 64)
        store_byte(out, F_TYPE, TYPE_CHARACTER)
        return 0
    return done(calls.fd_filestat_get(value, out))


def seconds(at):
    """A time of the scratch memory as seconds and nanoseconds, both as floats."""
    return float(load_64(calls.scratch(), at)) * 1e-9


def rpy_stat(kind, path, fd, out):
    """What `rposix` asks: by path (0), of a link itself (1), of a descriptor (2); ten floats."""
    if kind == 2:
        result = stat_descriptor(fd)
    else:
        result = stat_path(path, int(kind == 0))
    if result < 0:
        return -1
    found = calls.scratch()
    store_float(out, 0, float(mode_of(load_byte(found, F_TYPE))))
    store_float(out, 8, float(load_64(found, F_INO)))
    store_float(out, 16, float(load_64(found, F_DEV)))
    store_float(out, 24, float(load_64(found, F_NLINK)))
    store_float(out, 32, 0.0)
    store_float(out, 40, 0.0)
    store_float(out, 48, float(load_64(found, F_SIZE)))
    store_float(out, 56, seconds(F_ATIME))
    store_float(out, 64, seconds(F_MTIME))
    store_float(out, 72, seconds(F_CTIME))
    return 0


# Offsets in Linux's `struct stat` (x86-64).
L_DEV, L_INO, L_NLINK, L_MODE, L_SIZE, L_BLKSIZE, L_BLOCKS = 0, 8, 16, 24, 48, 56, 64
L_ATIME, L_MTIME, L_CTIME, L_BYTES = 72, 88, 104, 144


def fill_stat(out, result):
    if result < 0:
        return -1
    found = calls.scratch()
    memset(out, 0, L_BYTES)
    store_64(out, L_DEV, load_64(found, F_DEV))
    store_64(out, L_INO, load_64(found, F_INO))
    store_64(out, L_NLINK, load_64(found, F_NLINK))
    store_32(out, L_MODE, mode_of(load_byte(found, F_TYPE)))
    size = load_64(found, F_SIZE)
    store_64(out, L_SIZE, size)
    store_64(out, L_BLKSIZE, r_longlong(4096))
    store_64(out, L_BLOCKS, (size + r_longlong(511)) // r_longlong(512))
    fill_time(out, L_ATIME, load_64(found, F_ATIME))
    fill_time(out, L_MTIME, load_64(found, F_MTIME))
    fill_time(out, L_CTIME, load_64(found, F_CTIME))
    return 0


def fill_time(out, at, nanoseconds):
    store_64(out, at, nanoseconds // r_longlong(SECOND))
    store_64(out, at + 8, nanoseconds % r_longlong(SECOND))


def stat(path, out):
    return fill_stat(out, stat_path(path, 1))


def lstat(path, out):
    return fill_stat(out, stat_path(path, 0))


def fstat(fd, out):
    return fill_stat(out, stat_descriptor(fd))


def access(path, mode):
    """Whether it is there; permissions are only found out by trying."""
    if device(path) != FREE:
        return 0
    if stat_path(path, 1) < 0:
        return -1
    if mode & 1 and load_byte(calls.scratch(), F_TYPE) != TYPE_FOLDER:
        return fail(EACCES)
    return 0


# ---------------------------------------------------------------- changes

def unlink(path):
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    return done(calls.path_unlink_file(folder, paths.text(0), paths.length(0)))


def rmdir(path):
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    return done(calls.path_remove_directory(folder, paths.text(0), paths.length(0)))


def remove(path):
    if stat_path(path, 0) < 0:
        return -1
    if load_byte(calls.scratch(), F_TYPE) == TYPE_FOLDER:
        return rmdir(path)
    return unlink(path)


def mkdir(path, mode):
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    return done(calls.path_create_directory(folder, paths.text(0), paths.length(0)))


def rename(old, new):
    folder = paths.resolve(0, old)
    if folder < 0:
        return -1
    other = paths.resolve(1, new)
    if other < 0:
        return -1
    return done(calls.path_rename(folder, paths.text(0), paths.length(0), other, paths.text(1), paths.length(1)))


def link(old, new):
    folder = paths.resolve(0, old)
    if folder < 0:
        return -1
    other = paths.resolve(1, new)
    if other < 0:
        return -1
    return done(calls.path_link(folder, 0, paths.text(0), paths.length(0), other, paths.text(1), paths.length(1)))


def symlink(target, path):
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    return done(calls.path_symlink(target, strlen(target), folder, paths.text(0), paths.length(0)))


def readlink(path, buffer, size):
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    out = calls.scratch()
    code = calls.path_readlink(folder, paths.text(0), paths.length(0), buffer, size, out)
    if code:
        return fail(from_wasi(code))
    return load_u32(out, 0)


def truncate(path, length):
    fd = open(path, 1, 0)
    if fd < 0:
        return -1
    result = ftruncate(fd, length)
    close(fd)
    return result


def umask(mask):
    before = settings.mask
    settings.mask = mask & 0o777
    return before


# Times: WASI's flags.
SET_ATIME, SET_ATIME_NOW, SET_MTIME, SET_MTIME_NOW = 1, 2, 4, 8


def set_times(path, atime, mtime, flags):
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    return done(calls.path_filestat_set_times(folder, 1, paths.text(0), paths.length(0), atime, mtime, flags))


def utimes(path, pairs):
    """Seconds and microseconds, twice; NULL for now."""
    if pairs == NULL:
        return set_times(path, r_longlong(0), r_longlong(0), SET_ATIME_NOW | SET_MTIME_NOW)
    second = r_longlong(SECOND)
    thousand = r_longlong(1000)
    return set_times(path, load_64(pairs, 0) * second + load_64(pairs, 8) * thousand,
                     load_64(pairs, 16) * second + load_64(pairs, 24) * thousand, SET_ATIME | SET_MTIME)


def utime(path, pair):
    if pair == NULL:
        return utimes(path, NULL)
    second = r_longlong(SECOND)
    return set_times(path, load_64(pair, 0) * second, load_64(pair, 8) * second, SET_ATIME | SET_MTIME)


# ---------------------------------------------------------------- folders

# A directory stream: descriptor, where WASI goes on, what was read ahead, and Linux's `struct dirent`.
D_FD, D_COOKIE, D_AT, D_FILLED, D_AHEAD = 0, 8, 16, 24, 32
AHEAD_BYTES = 4096
D_ENTRY = D_AHEAD + AHEAD_BYTES
E_INO, E_OFFSET, E_LENGTH, E_TYPE, E_NAME = 0, 8, 16, 18, 19
D_BYTES = D_ENTRY + E_NAME + 256 + 8
# Of WASI's entry, which is followed by the name.
W_NEXT, W_INO, W_LENGTH, W_TYPE, W_BYTES = 0, 8, 16, 20, 24


def opendir(path):
    fd = open(path, O_RDONLY | O_DIRECTORY, 0)
    if fd < 0:
        return NULL
    stream = heap.calloc_bytes(D_BYTES)
    if stream == NULL:
        close(fd)
        fail(ENOMEM)
        return NULL
    store_word(stream, D_FD, fd)
    store_word(stream, D_FILLED, AHEAD_BYTES)
    store_word(stream, D_AT, AHEAD_BYTES)
    return stream


def closedir(stream):
    fd = load_word(stream, D_FD)
    heap.free(stream)
    return close(fd)


def rewinddir(stream):
    store_64(stream, D_COOKIE, r_longlong(0))
    store_word(stream, D_FILLED, AHEAD_BYTES)
    store_word(stream, D_AT, AHEAD_BYTES)


def dirfd(stream):
    return load_word(stream, D_FD)


def read_ahead(stream):
    """Whether there are entries, now in the stream's memory."""
    if load_word(stream, D_FILLED) < AHEAD_BYTES:
        return False
    out = calls.scratch()
    code = calls.fd_readdir(entry(load_word(stream, D_FD)), stream + D_AHEAD, AHEAD_BYTES,
                            load_64(stream, D_COOKIE), out)
    if code:
        fail(from_wasi(code))
        return False
    filled = load_u32(out, 0)
    store_word(stream, D_FILLED, filled)
    store_word(stream, D_AT, 0)
    return filled > 0


def kind_of(wasi_type):
    """Linux's `d_type`."""
    return mode_of(wasi_type) >> 12


def readdir(stream):
    """The next entry; NULL at the end."""
    while True:
        at = load_word(stream, D_AT)
        left = load_word(stream, D_FILLED) - at
        found = calls.scratch()
        if left >= W_BYTES:
            # Entries follow one another without gaps: what is to be read of one is put where numbers are aligned.
            memcpy(found, stream + D_AHEAD + at, W_BYTES)
            size = load_u32(found, W_LENGTH)
            if left >= W_BYTES + size:
                break
        # What is cut off comes again.
        if not read_ahead(stream):
            return NULL
    store_64(stream, D_COOKIE, load_64(found, W_NEXT))
    store_word(stream, D_AT, at + W_BYTES + size)
    result = stream + D_ENTRY
    store_64(result, E_INO, load_64(found, W_INO))
    store_64(result, E_OFFSET, load_64(found, W_NEXT))
    if size > 255:
        size = 255
    store_16(result, E_LENGTH, E_NAME + size + 1)
    store_byte(result, E_TYPE, kind_of(load_byte(found, W_TYPE)))
    memcpy(result + E_NAME, stream + D_AHEAD + at + W_BYTES, size)
    store_byte(result, E_NAME + size, 0)
    return result


def rpy_readdir_name(stream):
    found = readdir(stream)
    if found == NULL:
        return NULL
    return found + E_NAME
