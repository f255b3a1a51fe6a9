"""File descriptors: open() and what works on an open file.

The program's descriptors are indices into a table of WASI's, so that dup() can be done and the lowest free number is
given out. The devices that programs rely on (`/dev/null`, `/dev/zero`, `/dev/urandom`) are entries of their own
kind, and need nothing of the host.
"""
from rpython.platform.wasi import calls, heap, paths
from rpython.platform.wasi.access import (
    NULL, load_byte, store_byte, load_u16, load_u32, load_64, store_32, load_word, store_word, store_64)
from rpython.platform.wasi.errno import (
    EBADF, EINVAL, EMFILE, ENOTTY, ENOTDIR, ENOSYS, EISDIR, ESPIPE, EFAULT, done, fail, from_wasi, state as errno)
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop

O_ACCMODE, O_RDONLY, O_WRONLY, O_RDWR = 3, 0, 1, 2
O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0o100, 0o200, 0o1000, 0o2000
O_NONBLOCK, O_DSYNC, O_SYNC, O_DIRECTORY, O_NOFOLLOW = 0o4000, 0o10000, 0o4010000, 0o200000, 0o400000

RIGHT_READ, RIGHT_WRITE = 1 << 1, 1 << 6
# What only writing needs: fd_datasync, fd_write, fd_allocate, fd_filestat_set_size. Runtimes open for writing if one is
# asked for.
WRITING = 1 << 0 | 1 << 6 | 1 << 8 | 1 << 22
# What only reading needs: fd_read, fd_readdir.
READING = 1 << 1 | 1 << 14
ALL_RIGHTS = (1 << 30) - 1

WORD = llmemory.sizeof(lltype.Signed)
# Entries of the table that are no descriptors of WASI.
FREE, DEV_NULL, DEV_ZERO, DEV_RANDOM = -1, -2, -3, -4
FIRST_SIZE = 64
LIMIT = 1024

TABLE = lltype.Struct('wasi_descriptors', ('entries', llmemory.Address), ('size', lltype.Signed))
table = lltype.malloc(TABLE, flavor='raw', immortal=True, zero=True)


def grow_table():
    """Room for more descriptors; the first time, for standard input, output and error, too."""
    size = table.size * 2
    if size == 0:
        size = FIRST_SIZE
    if size > LIMIT:
        return False
    entries = heap.realloc(table.entries, size * WORD)
    if entries == NULL:
        return False
    i = table.size
    while i < size:
        if i < 3:
            store_word(entries, i * WORD, i)
        else:
            store_word(entries, i * WORD, FREE)
        i += 1
    table.entries = entries
    table.size = size
    return True


def entry(fd):
    """What WASI calls this descriptor, or one of the special entries."""
    if table.size == 0:
        if 0 <= fd < 3:
            return fd
        return FREE
    if fd < 0 or fd >= table.size:
        return FREE
    return load_word(table.entries, fd * WORD)


def enter(value, first):
    """The lowest free descriptor from `first` on, now standing for this; -1 with errno."""
    if table.size == 0 and not grow_table():
        return fail(EMFILE)
    fd = first
    while True:
        if fd == table.size and not grow_table():
            return fail(EMFILE)
        if fd < table.size and load_word(table.entries, fd * WORD) == FREE:
            store_word(table.entries, fd * WORD, value)
            return fd
        fd += 1
        if fd > LIMIT:
            return fail(EMFILE)


def shared(value):
    """Whether a descriptor of WASI has any name left."""
    i = 0
    while i < table.size:
        if load_word(table.entries, i * WORD) == value:
            return True
        i += 1
    return False


# ---------------------------------------------------------------- open and close

def open_flags(flags):
    """WASI's `oflags`."""
    result = 0
    if flags & O_CREAT:
        result |= 1
    if flags & O_DIRECTORY:
        result |= 2
    if flags & O_EXCL and flags & O_CREAT:
        result |= 4
    if flags & O_TRUNC:
        result |= 8
    return result


def status_flags(flags):
    """WASI's `fdflags`."""
    result = 0
    if flags & O_APPEND:
        result |= 1
    if flags & O_DSYNC:
        result |= 2
    if flags & O_NONBLOCK:
        result |= 4
    if (flags & O_SYNC) == O_SYNC:
        result |= 16
    return result


def rights_for(flags, granted):
    access = flags & O_ACCMODE
    rights = granted & ALL_RIGHTS
    if access == O_RDONLY:
        rights &= ~WRITING
    elif access == O_WRONLY:
        rights &= ~READING
    return rights


def device(path):
    """The special entry behind this path; FREE if it is an ordinary one."""
    if paths.is_text(path, "/dev/null"):
        return DEV_NULL
    if paths.is_text(path, "/dev/zero"):
        return DEV_ZERO
    if paths.is_text(path, "/dev/urandom") or paths.is_text(path, "/dev/random"):
        return DEV_RANDOM
    return FREE


def open(path, flags, mode):
    special = device(path)
    if special != FREE:
        return enter(special, 0)
    folder = paths.resolve(0, path)
    if folder < 0:
        return -1
    out = calls.scratch()
    follow = 1
    if flags & O_NOFOLLOW:
        follow = 0
    rights = rights_for(flags, paths.inherited_rights(folder))
    code = calls.path_open(folder, follow, paths.text(0), paths.length(0), open_flags(flags), rights,
                           paths.inherited_rights(folder), status_flags(flags), out)
    if code:
        return fail(from_wasi(code))
    fd = load_u32(out, 0)
    if flags & O_ACCMODE != O_RDONLY and file_type(fd) == TYPE_FOLDER:
        calls.fd_close(fd)
        return fail(EISDIR)
    result = enter(fd, 0)
    if result < 0:
        calls.fd_close(fd)
    return result


def creat(path, mode):
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)


def close(fd):
    value = entry(fd)
    if value == FREE:
        return fail(EBADF)
    if table.size == 0 and not grow_table():
        return fail(EMFILE)
    store_word(table.entries, fd * WORD, FREE)
    # Standard streams stay open for messages of the run time.
    if value <= 2 or shared(value):
        return 0
    return done(calls.fd_close(value))


def dup(fd):
    value = entry(fd)
    if value == FREE:
        return fail(EBADF)
    return enter(value, 0)


def dup2(fd, newfd):
    value = entry(fd)
    if value == FREE or newfd < 0 or newfd >= LIMIT:
        return fail(EBADF)
    if fd == newfd:
        return newfd
    if entry(newfd) != FREE:
        close(newfd)
    return enter(value, newfd)


# ---------------------------------------------------------------- reading and writing

def read(fd, buffer, size):
    value = entry(fd)
    if value < 0:
        return read_device(value, buffer, size)
    out = calls.scratch()
    paths.store_pair(out, buffer, size)
    code = calls.fd_read(value, out, 1, out + 16)
    if code:
        return fail(wrong_access(value, from_wasi(code)))
    return load_u32(out, 16)


def wrong_access(value, code):
    """A folder is not read, and says so; runtimes give different reasons."""
    from_rights = code == 13 or code == EBADF
    if from_rights and file_type(value) == TYPE_FOLDER:
        return EISDIR
    if code == 13 or code == 1:
        return EBADF
    return code


def read_device(value, buffer, size):
    if value == DEV_NULL:
        return 0
    if value == DEV_ZERO:
        llop.raw_memclear(lltype.Void, buffer, size)
        return size
    if value == DEV_RANDOM:
        return random_bytes(buffer, size)
    return fail(EBADF)


def random_bytes(buffer, size):
    # Hosts refuse to give more than so much at once.
    at = 0
    while at < size:
        count = size - at
        if count > 65536:
            count = 65536
        code = calls.random_get(buffer + at, count)
        if code:
            return fail(from_wasi(code))
        at += count
    return size


def getrandom(buffer, size, flags):
    return random_bytes(buffer, size)


def getentropy(buffer, size):
    if random_bytes(buffer, size) < 0:
        return -1
    return 0


def write(fd, buffer, size):
    value = entry(fd)
    if value < 0:
        if value == FREE:
            return fail(EBADF)
        return size
    out = calls.scratch()
    paths.store_pair(out, buffer, size)
    code = calls.fd_write(value, out, 1, out + 16)
    if code:
        return fail(wrong_access(value, from_wasi(code)))
    return load_u32(out, 16)


def pread(fd, buffer, size, offset):
    value = entry(fd)
    if value < 0:
        return read_device(value, buffer, size)
    out = calls.scratch()
    paths.store_pair(out, buffer, size)
    code = calls.fd_pread(value, out, 1, offset, out + 16)
    if code:
        return fail(from_wasi(code))
    return load_u32(out, 16)


def pwrite(fd, buffer, size, offset):
    value = entry(fd)
    if value < 0:
        return write(fd, buffer, size)
    out = calls.scratch()
    paths.store_pair(out, buffer, size)
    code = calls.fd_pwrite(value, out, 1, offset, out + 16)
    if code:
        return fail(from_wasi(code))
    return load_u32(out, 16)


def lseek(fd, offset, whence):
    value = entry(fd)
    if value < 0:
        if value == FREE:
            return fail(EBADF)
        return 0
    if whence < 0 or whence > 2:
        return fail(EINVAL)
    kind = file_type(value)
    if kind != TYPE_FILE and kind != TYPE_FOLDER:
        return fail(ESPIPE)
    out = calls.scratch()
    code = calls.fd_seek(value, offset, whence, out)
    if code:
        return fail(from_wasi(code))
    return intmask(load_64(out, 0))


def ftruncate(fd, length):
    value = entry(fd)
    if value < 0:
        return fail(EBADF if value == FREE else EINVAL)
    code = calls.fd_filestat_set_size(value, length)
    if code:
        return fail(not_writable(from_wasi(code)))
    return 0


def not_writable(code):
    # Without the right, as a file opened for reading has it not.
    if code == 13 or code == 1:
        return EINVAL
    return code


def fsync(fd):
    value = entry(fd)
    if value < 0:
        return fail(EBADF if value == FREE else EINVAL)
    kind = file_type(value)
    if kind != TYPE_FILE and kind != TYPE_FOLDER:
        return fail(EINVAL)
    return done(calls.fd_sync(value))


# ---------------------------------------------------------------- what a descriptor is

TYPE_BLOCK, TYPE_CHARACTER, TYPE_FOLDER, TYPE_FILE, TYPE_LINK = 1, 2, 3, 4, 7


def file_type(value):
    """WASI's type of its descriptor; -1 if there is none."""
    out = calls.scratch()
    if calls.fd_fdstat_get(value, out):
        return -1
    return load_byte(out, 0)


def isatty(fd):
    value = entry(fd)
    if value == FREE:
        return fail(EBADF) + 1
    if value < 0:
        return fail(ENOTTY) + 1
    out = calls.scratch()
    code = calls.fd_fdstat_get(value, out)
    if code:
        return fail(from_wasi(code)) + 1
    # A terminal is a character device that cannot be positioned (rights fd_seek and fd_tell).
    if load_byte(out, 0) == TYPE_CHARACTER and intmask(load_64(out, 8)) & (1 << 2 | 1 << 5) == 0:
        return 1
    return fail(ENOTTY) + 1


F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030


def fcntl(fd, command, argument):
    value = entry(fd)
    if value == FREE:
        return fail(EBADF)
    if command == F_DUPFD or command == F_DUPFD_CLOEXEC:
        if argument < 0 or argument >= LIMIT:
            return fail(EINVAL)
        return enter(value, argument)
    if command == F_GETFD or command == F_SETFD:
        return 0
    if command == F_GETFL:
        return get_flags(value)
    if command == F_SETFL and value >= 0:
        return done(calls.fd_fdstat_set_flags(value, status_flags(argument)))
    return fail(EINVAL)


def get_flags(value):
    if value < 0:
        return O_RDWR
    out = calls.scratch()
    code = calls.fd_fdstat_get(value, out)
    if code:
        return fail(from_wasi(code))
    flags = load_u16(out, 2)
    rights = intmask(load_64(out, 8))
    result = O_RDONLY
    if rights & RIGHT_WRITE:
        result = O_RDWR if rights & RIGHT_READ else O_WRONLY
    if flags & 1:
        result |= O_APPEND
    if flags & 2:
        result |= O_DSYNC
    if flags & 4:
        result |= O_NONBLOCK
    return result


def ioctl(fd, request, argument):
    if entry(fd) == FREE:
        return fail(EBADF)
    return fail(ENOTTY)
