"""Arenas: large pieces of raw memory in which a program places objects itself.

An arena is plain memory. Objects in it are reserved by name only: the calls say where objects are meant to be, and nothing
checks it.
"""
import os

from rpython.rlib.objectmodel import always_inline, enforceargs
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.tool.rffi_platform import memory_alignment
from rpython.translator.tool.cbuild import ExternalCompilationInfo

MEMORY_ALIGNMENT = memory_alignment()
_GARBAGE = ord('#')

_mman = ExternalCompilationInfo(includes=['sys/mman.h'])
_PROTECTION_PAGE = 4096
_NOTHING, _READ_AND_WRITE = 0, 3

has_protect = os.name == 'posix'
raw_mprotect = rffi.llexternal('mprotect', [llmemory.Address, rffi.SIZE_T, rffi.INT], rffi.INT, sandboxsafe=True,
                               _nowrapper=True, compilation_info=_mman)
legacy_getpagesize = rffi.llexternal('getpagesize', [], rffi.INT, sandboxsafe=True, _nowrapper=True,
                                     compilation_info=ExternalCompilationInfo(includes=['unistd.h']))


class ArenaError(Exception):
    pass


class _PageSize(object):
    """The size of the machine's pages, asked for once."""

    def __init__(self):
        self.pagesize = 0

    def _cleanup_(self):
        self.pagesize = 0

    def get(self):
        if self.pagesize == 0:
            self.pagesize = rffi.cast(lltype.Signed, legacy_getpagesize())
        return self.pagesize


posixpagesize = _PageSize()


@enforceargs(int, bool)
def arena_malloc(nbytes, zero):
    """A new arena of so many bytes; NULL if there is no memory."""
    if zero:
        return llmemory.raw_malloc(nbytes, zero=True)
    return llmemory.raw_malloc(nbytes)


def arena_free(arena_addr):
    llmemory.raw_free(arena_addr)


def arena_reset(arena_addr, size, zero):
    """There are no objects in this part of the arena any more. `zero` says what to leave there: anything (0), zeros (1 for very
    large parts, 2 for others), garbage (3), or anything, with its pages given back to the system (4)."""
    if zero == 3:
        _fill(arena_addr, size)
    elif zero == 4:
        madvise_arena_free(arena_addr, size)
    elif zero:
        llmemory.raw_memclear(arena_addr, size)


def _fill(addr, size):
    i = 0
    while i < size:
        addr.char[i] = chr(_GARBAGE)
        i += 1


def clear_large_memory_chunk(baseaddr, size):
    llmemory.raw_memclear(baseaddr, size)


def arena_reserve(addr, size, check_alignment=True):
    """An object of this size is going to be there."""


def arena_shrink_obj(addr, newsize):
    """The object there is not that large any more."""


@always_inline
@enforceargs(int, int)
def round_up_for_allocation(size, minsize=0):
    """The size, or the least size, rounded up so that what follows is aligned."""
    if size < minsize:
        size = minsize
    return (size + (MEMORY_ALIGNMENT - 1)) & ~(MEMORY_ALIGNMENT - 1)


def arena_new_view(ptr):
    """The same memory, seen as one without objects."""
    return ptr


def getfakearenaaddress(addr):
    return addr


def arena_protect(arena_addr, size, inaccessible):
    """Makes the whole pages of the part inaccessible, or accessible again. A means for debugging."""
    if not has_protect:
        return
    start = llmemory.cast_adr_to_int(arena_addr)
    end = (start + size) & ~(_PROTECTION_PAGE - 1)
    start = (start + _PROTECTION_PAGE - 1) & ~(_PROTECTION_PAGE - 1)
    if end <= start:
        return
    allowed = _READ_AND_WRITE
    if inaccessible:
        allowed = _NOTHING
    raw_mprotect(llmemory.cast_int_to_adr(start), rffi.cast(rffi.SIZE_T, end - start), rffi.cast(rffi.INT, allowed))


def madvise_arena_free(baseaddr, size):
    """Gives the whole pages of the part back to the system."""
    from rpython.rlib import rmmap
    pagesize = posixpagesize.get()
    address = llmemory.cast_adr_to_int(baseaddr)
    aligned = (address + pagesize - 1) & ~(pagesize - 1)
    size = (size - (aligned - address)) & ~(pagesize - 1)
    if size > 0:
        rmmap.madvise_free(rffi.cast(rmmap.PTR, aligned), size)
