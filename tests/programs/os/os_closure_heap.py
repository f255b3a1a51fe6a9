# closures in the older way of clibffi
# skip: reference (it has no closureHeap on this system)
# needs: ffi.h
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo
from rpython.rlib import clibffi
from rpython.rlib.clibffi import *
eci = ExternalCompilationInfo(post_include_bits=['static long rpy_call_it(void *f, long x) { return ((long (*)(long))f)(x); }'])
call_it = rffi.llexternal('rpy_call_it', [rffi.VOIDP, lltype.Signed], lltype.Signed, compilation_info=eci, random_effects_on_gcobjs=True)


def invoke(ffi_cif, ll_res, ll_args, ll_userdata):
    x = rffi.cast(rffi.SIGNEDP, ll_args[0])[0]
    k = rffi.cast(rffi.SIGNEDP, ll_userdata)[0]
    rffi.cast(rffi.SIGNEDP, ll_res)[0] = x * k


def main():
    atypes = lltype.malloc(FFI_TYPE_PP.TO, 1, flavor='raw')
    atypes[0] = ffi_type_sint64
    cif = lltype.malloc(FFI_CIFP.TO, flavor='raw')
    print rffi.cast(lltype.Signed, c_ffi_prep_cif(cif, FFI_DEFAULT_ABI, 1, ffi_type_sint64, atypes)) == FFI_OK
    data = lltype.malloc(rffi.SIGNEDP.TO, 1, flavor='raw')
    data[0] = 7
    closure = closureHeap.alloc()
    res = c_ffi_prep_closure(closure, cif, invoke, rffi.cast(rffi.VOIDP, data))
    print rffi.cast(lltype.Signed, res) == FFI_OK
    print call_it(rffi.cast(rffi.VOIDP, closure), 6)
    closureHeap.free(closure)
    lltype.free(data, flavor='raw')
    lltype.free(cif, flavor='raw')
    lltype.free(atypes, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
