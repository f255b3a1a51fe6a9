# how errno is kept around calls
# skip: untranslated (print leaves another errno)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
import os, errno
from rpython.rlib.rposix import get_saved_errno, set_saved_errno, get_saved_alterrno, set_saved_alterrno
eci = ExternalCompilationInfo(post_include_bits=['''
#include <errno.h>
static int seterr(int n) { int old = errno; errno = n; return old; }
'''])
a = llexternal('seterr', [INT], INT, compilation_info=eci, save_err=RFFI_FULL_ERRNO)
b = llexternal('seterr', [INT], INT, compilation_info=eci, save_err=RFFI_FULL_ERRNO_ZERO)
c = llexternal('seterr', [INT], INT, compilation_info=eci, save_err=RFFI_SAVE_ERRNO | RFFI_ALT_ERRNO)
d = llexternal('seterr', [INT], INT, compilation_info=eci, save_err=RFFI_READSAVED_ERRNO)


def main():
    set_saved_errno(12)
    print get_saved_errno()
    try:
        os.write(12312312, "xxx")
    except OSError:
        pass
    print get_saved_errno() == errno.EBADF
    set_saved_errno(33)
    print a(44), get_saved_errno()
    print b(55), get_saved_errno()
    set_saved_alterrno(7)
    c(66)
    print get_saved_errno(), get_saved_alterrno()
    print d(77), get_saved_errno()


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
