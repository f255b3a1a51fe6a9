# calls through a description of the function in one block
# needs: ffi.h
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib.jit_libffi import *
from rpython.rlib import jit_libffi
from rpython.rlib.clibffi import FFI_OK, FFI_DEFAULT_ABI
from rpython.rlib.rdynload import dlopen, dlsym


def main():
    lib = dlopen('libm.so.6')
    n = 2
    cif = lltype.malloc(CIF_DESCRIPTION, n, flavor='raw')
    atypes = lltype.malloc(FFI_TYPE_PP.TO, n, flavor='raw')
    atypes[0] = types.double
    atypes[1] = types.double
    cif.abi = FFI_DEFAULT_ABI
    cif.nargs = n
    cif.rtype = types.double
    cif.atypes = atypes
    cif.exchange_size = 64
    cif.exchange_result = 16
    cif.exchange_args[0] = 32
    cif.exchange_args[1] = 48
    print jit_ffi_prep_cif(cif) == FFI_OK
    buf = lltype.malloc(rffi.CCHARP.TO, 64, flavor='raw')
    rffi.cast(rffi.DOUBLEP, rffi.ptradd(buf, 32))[0] = 2.0
    rffi.cast(rffi.DOUBLEP, rffi.ptradd(buf, 48))[0] = 10.0
    jit_ffi_call(cif, dlsym(lib, 'pow'), buf)
    print rffi.cast(rffi.DOUBLEP, rffi.ptradd(buf, 16))[0]
    c = dlopen('libc.so.6')
    cif.nargs = 1
    cif.rtype = types.sint
    atypes[0] = types.sint
    print jit_ffi_prep_cif(cif) == FFI_OK
    rffi.cast(rffi.INTP, rffi.ptradd(buf, 32))[0] = rffi.cast(rffi.INT, -12)
    jit_ffi_call(cif, dlsym(c, 'abs'), buf)
    print rffi.cast(lltype.Signed, rffi.cast(rffi.INTP, rffi.ptradd(buf, 16))[0])
    print types.getkind(types.void), types.getkind(types.float), types.getkind(types.uint8), types.getkind(types.longdouble), types.getsize(types.sint16)
    lltype.free(buf, flavor='raw')
    lltype.free(cif, flavor='raw')
    lltype.free(atypes, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
