"""Which system this is, as modules of the library ask, and what kinds of paths there are."""
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import lltype, rffi

_CYGWIN = sys.platform == 'cygwin'
_WIN32 = sys.platform.startswith('win')
_LINUX = sys.platform.startswith('linux')
UNDERSCORE_ON_WIN32 = '_' if _WIN32 else ''
_MACRO_ON_POSIX = True if not _WIN32 else None
POSIX_SIZE_T = rffi.SIZE_T
POSIX_SSIZE_T = rffi.SSIZE_T


class Utf8Traits(object):
    """Paths and names as bytes."""
    str = str
    str0 = str
    CHAR = rffi.CHAR
    CCHARP = rffi.CCHARP
    charp2str = staticmethod(rffi.charp2str)
    charpsize2str = staticmethod(rffi.charpsize2str)
    scoped_str2charp = staticmethod(rffi.scoped_str2charp)
    str2charp = staticmethod(rffi.str2charp)
    free_charp = staticmethod(rffi.free_charp)
    scoped_alloc_buffer = staticmethod(rffi.scoped_alloc_buffer)

    @staticmethod
    @specialize.argtype(0)
    def as_str(path):
        from rpython.rlib._posix_base import _as_bytes
        return _as_bytes(path)

    @staticmethod
    @specialize.argtype(0)
    def as_str0(path):
        from rpython.rlib._posix_base import _as_bytes0
        return _as_bytes0(path)


class UnicodeTraits(object):
    """Paths and names as unicode."""
    str = unicode
    str0 = unicode
    CHAR = lltype.UniChar
    CCHARP = rffi.CWCHARP
    charp2str = staticmethod(rffi.wcharp2unicode)
    charpsize2str = staticmethod(rffi.wcharpsize2unicode)
    str2charp = staticmethod(rffi.unicode2wcharp)
    scoped_str2charp = staticmethod(rffi.scoped_unicode2wcharp)
    free_charp = staticmethod(rffi.free_wcharp)
    scoped_alloc_buffer = staticmethod(rffi.scoped_alloc_unicodebuffer)

    @staticmethod
    @specialize.argtype(0)
    def as_str(path):
        assert path is not None
        if isinstance(path, unicode):
            return path
        return path.as_unicode()

    as_str0 = as_str


utf8_traits = string_traits = Utf8Traits()
unicode_traits = UnicodeTraits()
