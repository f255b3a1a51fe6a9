"""Reading a folder entry by entry, with what the folder itself knows of them."""
from rpython.rlib import rposix
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

DT_UNKNOWN, DT_DIR, DT_REG, DT_LNK = 0, 4, 8, 10

_eci = ExternalCompilationInfo(
    includes=['dirent.h'],
    post_include_bits=['''
static char *rpy_entry_name(struct dirent *entry) { return entry->d_name; }
static int rpy_entry_type(struct dirent *entry) { return entry->d_type; }
static unsigned long long rpy_entry_inode(struct dirent *entry) { return entry->d_ino; }
'''])
DIRENTP = rffi.COpaquePtr('struct dirent')
DIRP = rposix.DIRP
NULL_DIRP = lltype.nullptr(DIRP.TO)

_c_readdir = rffi.llexternal('readdir', [DIRP], DIRENTP, compilation_info=_eci,
                             save_err=rffi.RFFI_FULL_ERRNO_ZERO)
_c_name = rffi.llexternal('rpy_entry_name', [DIRENTP], rffi.CCHARP, compilation_info=_eci, releasegil=False)
_c_type = rffi.llexternal('rpy_entry_type', [DIRENTP], rffi.INT, compilation_info=_eci, releasegil=False)
_c_inode = rffi.llexternal('rpy_entry_inode', [DIRENTP], rffi.ULONGLONG, compilation_info=_eci, releasegil=False)


def opendir_bytes(path):
    stream = rposix.c_opendir(path)
    if not stream:
        raise rposix.os_error(rposix.get_saved_errno(), "opendir failed")
    return stream


@specialize.argtype(0)
def opendir(path, lgt):
    """A stream of a folder's entries; `lgt` is the path's length."""
    return opendir_bytes(rposix._as_bytes0(path))


def closedir(dirp):
    if dirp:
        rposix.c_closedir(dirp)


def nextentry(dirp):
    """The next entry; NULL at the end. It is valid until the next call."""
    entry = _c_readdir(dirp)
    if not entry:
        error = rposix.get_saved_errno()
        if error:
            raise rposix.os_error(error, "readdir failed")
    return entry


def has_name_bytes(direntp):
    return True


def get_name_bytes(direntp):
    return rffi.charp2str(_c_name(direntp))


def get_known_type(direntp):
    """One of the DT_ numbers."""
    return rffi.cast(lltype.Signed, _c_type(direntp))


def get_inode(direntp):
    return rffi.cast(lltype.Signed, _c_inode(direntp))
