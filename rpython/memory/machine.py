"""What the collectors ask of the machine: how large its cache is; large pages. Linux answers. Nothing here allocates managed
memory.
"""
import sys

from rpython.rtyper.lltypesystem import llmemory, lltype, rffi
from rpython.translator.platform import name as platform_name
from rpython.memory.env import parse_size

_TEXT_BYTES = 64
_HUGE_PAGE = 2 * 1024 * 1024
_WORTH_HUGE_PAGES = 2 * _HUGE_PAGE
_MADV_HUGEPAGE = 14
_USUAL_CACHE = 64 * 1024 * 1024

if platform_name == 'posix' and sys.platform.startswith('linux'):
    _open = rffi.llexternal('open', [rffi.CCHARP, rffi.INT, rffi.MODE_T], rffi.INT, releasegil=False,
                            _nowrapper=True)
    _read = rffi.llexternal('read', [rffi.INT, rffi.CCHARP, rffi.SIZE_T], rffi.SSIZE_T, releasegil=False,
                            _nowrapper=True)
    _close = rffi.llexternal('close', [rffi.INT], rffi.INT, releasegil=False, _nowrapper=True)

    _madvise = rffi.llexternal('madvise', [rffi.VOIDP, rffi.SIZE_T, rffi.INT], rffi.INT, releasegil=False,
                               _nowrapper=True)

    def prefer_huge_pages(adr, nbytes):
        """Asks for memory in large pages, of which fewer must be looked up, if there is enough of it. Where there are none,
        nothing changes."""
        if nbytes < _WORTH_HUGE_PAGES:
            return
        start = (llmemory.cast_adr_to_int(adr) + _HUGE_PAGE - 1) & ~(_HUGE_PAGE - 1)
        size = llmemory.cast_adr_to_int(adr) + nbytes - start
        memory = llmemory.cast_adr_to_ptr(llmemory.cast_int_to_adr(start), rffi.VOIDP)
        _madvise(memory, rffi.cast(rffi.SIZE_T, size), rffi.cast(rffi.INT, _MADV_HUGEPAGE))

    def _size_in_file(path):
        """The number of bytes that the file says, such as `512K`; 0 if there is none."""
        buffer = lltype.malloc(rffi.CCHARP.TO, _TEXT_BYTES, flavor='raw', track_allocation=False)
        # No `for`: its iterator would be a managed object.
        i = 0
        while i < len(path):
            buffer[i] = path[i]
            i += 1
        buffer[i] = '\x00'
        result = 0
        fd = _open(buffer, rffi.cast(rffi.INT, 0), rffi.cast(rffi.MODE_T, 0))
        if rffi.cast(lltype.Signed, fd) >= 0:
            count = rffi.cast(lltype.Signed, _read(fd, buffer, rffi.cast(rffi.SIZE_T, _TEXT_BYTES - 1)))
            _close(fd)
            if count > 0:
                if buffer[count - 1] == '\n':
                    count -= 1
                buffer[count] = '\x00'
                result = parse_size(buffer)
        lltype.free(buffer, flavor='raw', track_allocation=False)
        return result

    def cache_bytes():
        """Bytes of the last level of the processor's cache; 0 if there is none that is known."""
        size = _size_in_file('/sys/devices/system/cpu/cpu0/cache/index3/size')
        if size == 0:
            size = _size_in_file('/sys/devices/system/cpu/cpu0/cache/index2/size')
        return size

else:
    def prefer_huge_pages(adr, nbytes):
        pass

    def cache_bytes():
        # Nothing tells. A nursery of half of this is worth more to programs that keep much than a smaller one that fits.
        return _USUAL_CACHE
