"""Loading shared libraries while the program runs."""
import os

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

RTLD_LOCAL = 0
RTLD_LAZY = 1
RTLD_NOW = 2
RTLD_NOLOAD = 4
RTLD_DEEPBIND = 8
RTLD_GLOBAL = 256
RTLD_NODELETE = 4096

eci = ExternalCompilationInfo(includes=['dlfcn.h'], libraries=['dl'])

DLLHANDLE = rffi.VOIDP


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, **kwds)


c_dlopen = external('dlopen', [rffi.CCHARP, rffi.INT], rffi.VOIDP)
c_dlclose = external('dlclose', [rffi.VOIDP], rffi.INT, releasegil=False)
c_dlerror = external('dlerror', [], rffi.CCHARP)
c_dlsym = external('dlsym', [rffi.VOIDP, rffi.CCHARP], rffi.VOIDP)

dlclose = c_dlclose


class DLOpenError(Exception):
    """`msg` says why a library cannot be loaded."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return repr(self.msg)


def dlerror():
    text = c_dlerror()
    if not text:
        return ""
    return rffi.charp2str(text)


def _dlopen_default_mode():
    return RTLD_NOW


def _read_file(path):
    fd = os.open(path, os.O_RDONLY, 0)
    try:
        text = ''
        while True:
            data = os.read(fd, 4096)
            if not data:
                return text
            text += data
    finally:
        os.close(fd)


def _library_of_script(path):
    """Where a file that looks like a library is a linker's script, the first library that it names; or ''."""
    try:
        text = _read_file(path)
    except OSError:
        return ''
    for keyword in ['GROUP', 'INPUT']:
        at = text.find(keyword)
        while at >= 0:
            start = text.find('(', at)
            if start < 0:
                break
            end = text.find(')', start)
            if end < 0:
                break
            for line in text[start + 1:end].split('\n'):
                for word in line.split(' '):
                    word = word.strip()
                    if '.so' in word:
                        return word
            at = text.find(keyword, end)
    return ''


def _retry_as_ldscript(err, mode):
    """A development file that stands for a library is a text: the message says which file it is."""
    if not err.endswith('invalid ELF header') and not err.endswith('file too short'):
        return lltype.nullptr(rffi.VOIDP.TO)
    end = err.find(':')
    if end < 0:
        return lltype.nullptr(rffi.VOIDP.TO)
    library = _library_of_script(err[:end])
    if library == '':
        return lltype.nullptr(rffi.VOIDP.TO)
    return c_dlopen(library, mode)


def dlopen(name, mode=-1):
    """The handle of a library; of the program itself where the name is None. DLOpenError if it cannot be loaded."""
    if mode == -1:
        mode = _dlopen_default_mode()
    elif (mode & (RTLD_LAZY | RTLD_NOW)) == 0:
        mode |= RTLD_NOW
    # What dlerror() says below is about this call.
    c_dlerror()
    handle = c_dlopen(name, mode)
    if not handle:
        err = dlerror()
        handle = _retry_as_ldscript(err, mode)
        if not handle:
            raise DLOpenError(err)
    return handle


def dlsym(libhandle, name):
    """The address of what the library calls so; KeyError if there is nothing."""
    address = c_dlsym(libhandle, name)
    if not address:
        raise KeyError(name)
    return address


def dlsym_byordinal(handle, index):
    # Libraries number what they export on Windows only.
    raise KeyError(index)
