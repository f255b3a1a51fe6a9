"""Files and anonymous memory mapped into the program's memory."""
import os
import sys

from rpython.rlib import rposix
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

_POSIX = True
_MS_WINDOWS = _CYGWIN = _DARWIN = _ARM64 = False
_64BIT = sys.maxint > 2 ** 32

ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = 1, 2, 3
_ACCESS_DEFAULT = 0

PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
MAP_SHARED, MAP_PRIVATE, MAP_FIXED = 1, 2, 16
MAP_ANON = MAP_ANONYMOUS = 32
MAP_DENYWRITE, MAP_EXECUTABLE, MAP_NORESERVE, MAP_POPULATE = 2048, 4096, 16384, 32768
MREMAP_MAYMOVE = 1
MS_SYNC = 4
MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED = 0, 1, 2, 3, 4
MADV_FREE, MADV_REMOVE, MADV_DONTFORK, MADV_DOFORK = 8, 9, 10, 11
MADV_MERGEABLE, MADV_UNMERGEABLE, MADV_HUGEPAGE, MADV_NOHUGEPAGE = 12, 13, 14, 15
MADV_DONTDUMP, MADV_DODUMP, MADV_HWPOISON = 16, 17, 100
MADV_AUTOSYNC = MADV_CORE = MADV_NOCORE = MADV_NOSYNC = MADV_PROTECT = MADV_SOFT_OFFLINE = None
has_mremap = has_madvise = True
constants = dict([(_name, _value) for _name, _value in globals().items()
                  if _name.startswith(('MAP_', 'PROT_', 'MS_', 'MADV_', 'MREMAP_'))])
HAVE_LARGEFILE_SUPPORT = False
PAGESIZE = ALLOCATIONGRANULARITY = 4096


class RMMapError(Exception):
    def __init__(self, message):
        self.message = message


class RValueError(RMMapError):
    pass


class RTypeError(RMMapError):
    pass


PTR = rffi.CCHARP
NULL = NODATA = lltype.nullptr(PTR.TO)
off_t = rffi.LONG
size_t = rffi.SIZE_T

_eci = ExternalCompilationInfo(includes=['sys/types.h', 'unistd.h', 'sys/mman.h', 'string.h'])


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=_eci, **kwds)


_MMAP_ARGS = [PTR, size_t, rffi.INT, rffi.INT, rffi.INT, off_t]
c_mmap = c_mmap_safe = external('mmap', _MMAP_ARGS, PTR, save_err=rffi.RFFI_SAVE_ERRNO, releasegil=False)
c_munmap_safe = external('munmap', [PTR, size_t], rffi.INT, releasegil=False)
c_msync = external('msync', [PTR, size_t, rffi.INT], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
c_mremap = external('mremap', [PTR, size_t, size_t, rffi.INT], PTR, save_err=rffi.RFFI_SAVE_ERRNO)
c_madvise_safe = external('madvise', [PTR, size_t, rffi.INT], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO,
                          releasegil=False)
c_memmove = external('memmove', [PTR, PTR, size_t], lltype.Void)

free = c_munmap_safe


def _failed(address):
    return rffi.cast(lltype.Signed, address) == -1


def _raise_errno():
    errno = rposix.get_saved_errno()
    raise rposix.os_error(errno, rposix.strerror(errno))


class MMap(object):
    """A mapping with a position, like a file; `data` is the memory."""

    def __init__(self, access, offset):
        self.access = access
        self.offset = offset
        self.pos = 0
        self.fd = -1
        self.closed = False
        self.data = NODATA
        self.size = 0

    def check_valid(self):
        if self.closed:
            raise RValueError("map closed or invalid")

    def check_writeable(self):
        if self.access == ACCESS_READ:
            raise RTypeError("mmap can't modify a readonly memory map.")

    def check_resizeable(self):
        if self.access != ACCESS_WRITE and self.access != _ACCESS_DEFAULT:
            raise RTypeError("mmap can't resize a readonly or copy-on-write memory map.")

    def setdata(self, data, size):
        assert size >= 0
        self.data = data
        self.size = size

    def unmap(self):
        self.unmap_range(0, self.size)

    def unmap_range(self, offset, size):
        """Gives back a part; `offset` is a multiple of the page's size."""
        c_munmap_safe(self.getptr(offset), size)

    def close(self):
        self.closed = True
        if self.fd != -1:
            os.close(self.fd)
            self.fd = -1
        if self.size > 0:
            self.unmap()
            self.setdata(NODATA, 0)

    def __del__(self):
        self.close()

    # ------------------------------------------------------------ reading

    def getptr(self, offset):
        return rffi.ptradd(self.data, offset)

    def getslice(self, start, length):
        if length < 0:
            return ''
        return rffi.charpsize2str(self.getptr(start), length)

    def _take(self, end):
        """What is between the position and `end`."""
        result = self.getslice(self.pos, end - self.pos)
        self.pos += len(result)
        return result

    def read_byte(self):
        if self.pos >= self.size:
            raise RValueError("read byte out of range")
        byte = self.data[self.pos]
        self.pos += 1
        return byte

    def readline(self):
        end = self.pos
        while end < self.size:
            end += 1
            if self.data[end - 1] == '\n':
                break
        return self._take(end)

    def read(self, num=-1):
        if num < 0 or num > self.size - self.pos:
            return self._take(self.size)
        return self._take(self.pos + num)

    def _matches(self, at, tofind):
        for i in range(len(tofind)):
            if self.data[at + i] != tofind[i]:
                return False
        return True

    def find(self, tofind, start, end, reverse=False):
        """Where the text is between two places, or -1; the last place with `reverse`."""
        if start < 0:
            start = max(start + self.size, 0)
        if end < 0:
            end = max(end + self.size, 0)
        elif end > self.size:
            end = self.size
        last = end - len(tofind)
        if reverse:
            at = last
            while at >= start:
                if self._matches(at, tofind):
                    return at
                at -= 1
        else:
            at = start
            while at <= last:
                if self._matches(at, tofind):
                    return at
                at += 1
        return -1

    def seek(self, pos, whence=0):
        if whence == 0:
            where = pos
        elif whence == 1:
            where = self.pos + pos
        elif whence == 2:
            where = self.size + pos
        else:
            raise RValueError("unknown seek type")
        if where < 0 or where > self.size:
            raise RValueError("seek out of range")
        self.pos = intmask(where)

    def tell(self):
        return self.pos

    def file_size(self):
        return os.fstat(self.fd).st_size

    def len(self):
        return self.size

    def getitem(self, index):
        self.check_valid()
        if index < 0:
            index += self.size
        return self.data[index]

    # ------------------------------------------------------------ writing

    def setslice(self, start, newdata):
        for i in range(len(newdata)):
            self.data[start + i] = newdata[i]

    def write(self, data):
        count = len(data)
        if self.pos + count > self.size:
            raise RValueError("data out of range")
        self.setslice(self.pos, data)
        self.pos += count
        return count

    def write_byte(self, byte):
        if len(byte) != 1:
            raise RTypeError("write_byte() argument must be char")
        if self.pos >= self.size:
            raise RValueError("write byte out of range")
        self.data[self.pos] = byte[0]
        self.pos += 1

    def setitem(self, index, value):
        if len(value) != 1:
            raise RValueError("mmap assignment must be single-character string")
        if index < 0:
            index += self.size
        self.data[index] = value[0]

    def flush(self, offset=0, size=0):
        if size == 0:
            size = self.size
        if offset < 0 or size < 0 or offset + size > self.size:
            raise RValueError("flush values out of range")
        if intmask(c_msync(self.getptr(offset), size, MS_SYNC)) == -1:
            _raise_errno()
        return 0

    def move(self, dest, src, count):
        if src < 0 or dest < 0 or count < 0 or src + count > self.size or dest + count > self.size:
            raise RValueError("source or destination out of range")
        c_memmove(self.getptr(dest), self.getptr(src), count)

    def resize(self, newsize):
        if self.fd >= 0:
            os.ftruncate(self.fd, self.offset + newsize)
        data = c_mremap(self.data, self.size, newsize, MREMAP_MAYMOVE)
        if _failed(data):
            _raise_errno()
        self.setdata(data, newsize)

    def madvise(self, flags, start, end):
        if intmask(c_madvise_safe(self.getptr(start), end, flags)) != 0:
            _raise_errno()


def _check_map_size(size):
    if size < 0:
        raise RTypeError("memory mapped size must be positive")


def _size_in_file(fd, length, offset):
    """How much to map of a descriptor: all of a file from there on where the length is 0."""
    try:
        st = os.fstat(fd)
    except OSError:
        # The caller knows best.
        return length
    if (st.st_mode & 0170000) != 0100000:
        return length
    size = st.st_size
    if length == 0:
        if size == 0:
            raise RValueError("cannot mmap an empty file")
        if offset > size:
            raise RValueError("mmap offset is greater than file size")
        return size - offset
    if offset + length > size:
        raise RValueError("mmap length is greater than file size")
    return length


def mmap(fileno, length, flags=MAP_SHARED, prot=PROT_WRITE | PROT_READ, access=_ACCESS_DEFAULT, offset=0):
    """Maps a file, or anonymous memory where `fileno` is -1."""
    if access != _ACCESS_DEFAULT and (flags != MAP_SHARED or prot != (PROT_WRITE | PROT_READ)):
        raise RValueError("mmap can't specify both access and flags, prot.")
    _check_map_size(length)
    if offset < 0:
        raise RValueError("negative offset")
    if access == ACCESS_READ:
        prot = PROT_READ
    elif access == ACCESS_COPY:
        flags = MAP_PRIVATE
    elif access == _ACCESS_DEFAULT:
        if not prot & PROT_WRITE:
            access = ACCESS_READ
        elif not prot & PROT_READ:
            access = ACCESS_WRITE
    elif access != ACCESS_WRITE:
        raise RValueError("mmap invalid access parameter.")
    size = _size_in_file(fileno, length, offset)
    result = MMap(access, offset)
    if fileno == -1:
        flags |= MAP_ANONYMOUS
    else:
        result.fd = os.dup(fileno)
    data = c_mmap(NULL, size, prot, flags, fileno, offset)
    if _failed(data):
        _raise_errno()
    result.setdata(data, size)
    return result


# ---------------------------------------------------------------- memory for code


class Hint(object):
    pos = -0x4fff0000


hint = Hint()


def alloc_hinted(hintp, map_size):
    """Memory that may be read, written and executed, near an address if possible; -1 where there is none."""
    return c_mmap_safe(hintp, map_size, PROT_EXEC | PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)


def alloc(map_size):
    """The same; MemoryError where there is none. To be given back by free(address, size)."""
    result = alloc_hinted(NULL, map_size)
    if _failed(result):
        raise MemoryError
    return result


def clear_large_memory_chunk_aligned(addr, map_size):
    """Zeroes whole pages by mapping new ones in their place."""
    addr = rffi.cast(PTR, addr)
    result = c_mmap_safe(addr, map_size, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return result == addr


def madvise_free(addr, map_size):
    """Tells the system that what is in these pages is not needed any more."""
    c_madvise_safe(rffi.cast(PTR, addr), map_size, MADV_DONTNEED)


def enter_assembler_writing():
    """Around changes of code; nothing to do on these machines."""


def leave_assembler_writing():
    pass
