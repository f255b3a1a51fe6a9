# Macros that look into a structure which the program only hands around.
# skip: wasm (there is no C compiler for it)
# skip: js (there is no C compiler for it)
# skip: untranslated (calls C)
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['sys/select.h', 'stdlib.h'])
fd_set = rffi.COpaquePtr('fd_set', compilation_info=eci)


def external(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=eci, macro=True)


FD_ZERO = external('FD_ZERO', [fd_set], lltype.Void)
FD_SET = external('FD_SET', [rffi.INT, fd_set], lltype.Void)
FD_CLR = external('FD_CLR', [rffi.INT, fd_set], lltype.Void)
FD_ISSET = external('FD_ISSET', [rffi.INT, fd_set], rffi.INT)


def has(number, fds):
    return int(rffi.cast(lltype.Signed, FD_ISSET(number, fds)) != 0)


def entry_point(argv):
    fds = lltype.malloc(fd_set.TO, flavor='raw')
    FD_ZERO(fds)
    FD_SET(3, fds)
    FD_SET(70, fds)
    print has(2, fds), has(3, fds), has(70, fds)
    FD_CLR(3, fds)
    print has(3, fds), has(70, fds)
    lltype.free(fds, flavor='raw')
    return 0


def target(driver, args):
    return entry_point, None
