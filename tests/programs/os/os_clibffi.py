# calls through libffi, with a callback
# skip: reference (one call of it passes arguments of one pointer type only)
# needs: ffi.h
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib.clibffi import *
from rpython.rlib.objectmodel import keepalive_until_here
import time


def callback(ll_args, ll_res, stuff):
    p_a1 = rffi.cast(rffi.VOIDPP, ll_args[0])[0]
    p_a2 = rffi.cast(rffi.VOIDPP, ll_args[1])[0]
    a1 = rffi.cast(rffi.INTP, p_a1)[0]
    a2 = rffi.cast(rffi.INTP, p_a2)[0]
    res = rffi.cast(rffi.SIGNEDP, ll_res)
    if rffi.cast(lltype.Signed, a1) > rffi.cast(lltype.Signed, a2):
        res[0] = 1
    else:
        res[0] = -1


TP = rffi.CArray(rffi.INT)


def main():
    libc = CDLL(get_libc_name())
    try:
        libc.getpointer('xxxxxxxxxxxxxxx', [], ffi_type_void)
    except KeyError:
        print 'KeyError'
    libm = CDLL('libm.so')
    pow = libm.getpointer('pow', [ffi_type_double, ffi_type_double], ffi_type_double)
    pow.push_arg(2.0)
    pow.push_arg(2.0)
    print pow.call(rffi.DOUBLE)
    pow.push_arg(3.0)
    pow.push_arg(3.0)
    print pow.call(rffi.DOUBLE)
    ulong = cast_type_to_ffitype(rffi.ULONG)
    ctime = libc.getpointer('time', [ffi_type_pointer], ulong)
    ctime.push_arg(lltype.nullptr(rffi.CArray(rffi.LONG)))
    t0 = ctime.call(rffi.LONG)
    print t0 > 0
    size_t = cast_type_to_ffitype(rffi.SIZE_T)
    qsort = libc.getpointer('qsort', [ffi_type_pointer, size_t, size_t, ffi_type_pointer], ffi_type_void)
    ptr = CallbackFuncPtr([ffi_type_pointer, ffi_type_pointer], ffi_type_sint, callback)
    to_sort = lltype.malloc(TP, 4, flavor='raw')
    for i, v in enumerate([4, 3, 1, 2]):
        to_sort[i] = rffi.cast(rffi.INT, v)
    qsort.push_arg(rffi.cast(rffi.VOIDP, to_sort))
    qsort.push_arg(rffi.sizeof(rffi.INT))
    qsort.push_arg(4)
    qsort.push_arg(ptr.get_closure())
    qsort.call(lltype.Void)
    print [rffi.cast(lltype.Signed, to_sort[i]) for i in range(4)]
    lltype.free(to_sort, flavor='raw')
    keepalive_until_here(ptr)
    raw = libm.getrawpointer('pow', [ffi_type_double, ffi_type_double], ffi_type_double)
    buffer = lltype.malloc(rffi.DOUBLEP.TO, 3, flavor='raw')
    buffer[0] = 2.0
    buffer[1] = 3.0
    buffer[2] = 43.5
    raw.call([rffi.cast(rffi.VOIDP, buffer), rffi.cast(rffi.VOIDP, rffi.ptradd(buffer, 1))], rffi.cast(rffi.VOIDP, rffi.ptradd(buffer, 2)))
    print buffer[2]
    lltype.free(buffer, flavor='raw')
    abs = libc.getpointer('labs', [ffi_type_sint64], ffi_type_sint64)
    abs.push_arg(-5)
    print abs.call(lltype.Signed)
    try:
        pow.push_arg(2.0)
        pow.call(rffi.DOUBLE)
    except TypeError:
        print 'TypeError'
    st = make_struct_ffitype_e(16, 8, [ffi_type_double, ffi_type_sint64])
    print rffi.getintfield(st.ffistruct, 'c_size'), rffi.getintfield(st.ffistruct, 'c_type') == FFI_TYPE_STRUCT
    lltype.free(st, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
