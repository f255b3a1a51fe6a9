# rlib.libffi, rlib.clibffi and rlib.rdynload: calling functions of libraries by name.
# skip: reference (a program passes pointers of one type only to push_arg)
# needs: ffi.h
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)
from _cases import entry_point_of
from rpython.rlib import clibffi
from rpython.rlib.clibffi import FUNCFLAG_CDECL, cast_type_to_ffitype, ffi_type_double, ffi_type_pointer, ffi_type_sint
from rpython.rlib.libffi import (
    ArgChain, CDLL, array_getitem, array_setitem, struct_getfield_float, struct_getfield_int, struct_getfield_longlong,
    struct_getfield_singlefloat, struct_setfield_float, struct_setfield_int, struct_setfield_longlong,
    struct_setfield_singlefloat, types)
from rpython.rlib.rarithmetic import r_longlong, r_singlefloat, r_ulonglong
from rpython.rlib.rdynload import DLLHANDLE, DLOpenError, dlclose, dlopen, dlsym
from rpython.rtyper.lltypesystem import lltype, rffi

LIBC = 'libc.so.6'
LIBM = 'libm.so.6'


def case_doubles():
    pow = CDLL(LIBM).getpointer('pow', [types.double, types.double], types.double)
    chain = ArgChain()
    chain.arg(2.0)
    chain.arg(5.0)
    print int(pow.call(chain, rffi.DOUBLE))


def case_single_floats():
    fabsf = CDLL(LIBM).getpointer('fabsf', [types.float], types.float)
    chain = ArgChain()
    chain.arg(r_singlefloat(-2.5))
    print int(float(fabsf.call(chain, rffi.FLOAT)) * 10)


def case_ints():
    libc = CDLL(LIBC)
    abs = libc.getpointer('abs', [types.sint], types.sint)
    for n in [-42, 42, 0]:
        chain = ArgChain()
        chain.arg(n)
        print rffi.cast(lltype.Signed, abs.call(chain, rffi.INT)),
    labs = libc.getpointer('labs', [types.slong], types.slong)
    chain = ArgChain()
    chain.arg(-123456789012)
    print labs.call(chain, rffi.LONG)


def case_longlongs():
    llabs = CDLL(LIBC).getpointer('llabs', [types.slonglong], types.slonglong)
    chain = ArgChain()
    chain.arg(r_longlong(-1 << 40))
    print llabs.call(chain, rffi.LONGLONG)


def case_characters():
    toupper = CDLL(LIBC).getpointer('toupper', [types.sint], types.sint)
    chain = ArgChain()
    chain.arg('q')
    print chr(rffi.cast(lltype.Signed, toupper.call(chain, rffi.INT)))


def case_pointers():
    libc = CDLL(LIBC)
    strchr = libc.getpointer('strchr', [types.pointer, types.sint], types.pointer)
    with rffi.scoped_str2charp('find the x here') as p:
        chain = ArgChain()
        chain.arg(p)
        chain.arg(ord('x'))
        print rffi.charp2str(strchr.call(chain, rffi.CCHARP))
    strlen = libc.getpointer('strlen', [types.pointer], types.ulong)
    with rffi.scoped_str2charp('four') as p:
        chain = ArgChain()
        chain.arg(p)
        print rffi.cast(lltype.Signed, strlen.call(chain, rffi.ULONG))


def case_no_result():
    libc = CDLL(LIBC)
    srand = libc.getpointer('srand', [types.uint], types.void)
    chain = ArgChain()
    chain.arg(1)
    srand.call(chain, lltype.Void)
    print 'called'


def case_variable_arguments():
    snprintf = CDLL(LIBC).getpointer('snprintf', [types.pointer, types.ulong, types.pointer, types.sint, types.double],
                                     types.sint, variadic_args=2)
    buf = lltype.malloc(rffi.CCHARP.TO, 50, flavor='raw')
    with rffi.scoped_str2charp('%d and %.2f') as fmt:
        chain = ArgChain()
        chain.arg(buf)
        chain.arg(50)
        chain.arg(fmt)
        chain.arg(7)
        chain.arg(0.25)
        print rffi.cast(lltype.Signed, snprintf.call(chain, rffi.INT)), rffi.charp2str(buf)
    lltype.free(buf, flavor='raw')


def case_wrong_number_of_arguments():
    abs = CDLL(LIBC).getpointer('abs', [types.sint], types.sint)
    for count in [0, 2]:
        chain = ArgChain()
        for i in range(count):
            chain.arg(i)
        try:
            abs.call(chain, rffi.INT)
        except TypeError:
            print 'wrong number of arguments'


def case_chain_of_calls():
    chain = ArgChain()
    print chain.numargs,
    again = chain.arg(7).arg(2.5)
    print int(again is chain), chain.numargs, int(chain.first.next is chain.last)


def case_missing_library():
    try:
        CDLL('no such library.so')
    except DLOpenError, e:
        print int(len(e.msg) > 0)


def case_missing_function():
    libc = CDLL(LIBC)
    try:
        libc.getpointer('no_such_function_here', [], types.void)
    except KeyError:
        print 'no such function'
    print int(libc.getaddressindll('abs') != lltype.nullptr(rffi.VOIDP.TO))


def case_kinds_of_types():
    for ffitype in [types.double, types.float, types.pointer, types.sint, types.uint, types.slonglong, types.void, types.uint8]:
        print types.getkind(ffitype),
    print int(types.is_struct(types.sint))


def case_struct_fields():
    addr = rffi.cast(rffi.VOIDP, lltype.malloc(rffi.CCHARP.TO, 40, flavor='raw', zero=True))
    struct_setfield_int(types.sint, addr, 4, -5)
    struct_setfield_int(types.uint8, addr, 1, 300)
    struct_setfield_longlong(types.slonglong, addr, 8, r_longlong(-1 << 50))
    struct_setfield_float(types.double, addr, 16, 1.25)
    struct_setfield_singlefloat(types.float, addr, 24, r_singlefloat(-0.5))
    print struct_getfield_int(types.sint, addr, 4), struct_getfield_int(types.uint8, addr, 1),
    print struct_getfield_int(types.uint16, addr, 4), struct_getfield_longlong(types.slonglong, addr, 8),
    print int(struct_getfield_float(types.double, addr, 16) * 100),
    print int(float(struct_getfield_singlefloat(types.float, addr, 24)) * 10)
    lltype.free(rffi.cast(rffi.CCHARP, addr), flavor='raw')


def case_array_items():
    a = lltype.malloc(rffi.CArray(rffi.INT), 6, flavor='raw')
    for i in range(6):
        a[i] = rffi.cast(rffi.INT, i * i)
    addr = rffi.cast(rffi.CCHARP, a)
    print rffi.cast(lltype.Signed, array_getitem(types.sint, 8, addr, 2, 0)),
    print rffi.cast(lltype.Signed, array_getitem(types.sint, 8, addr, 2, 4)),
    array_setitem(types.sint, 8, addr, 1, 4, rffi.cast(rffi.INT, 77))
    print rffi.cast(lltype.Signed, a[3])
    lltype.free(a, flavor='raw')


def case_clibffi_functions():
    lib = clibffi.CDLL(LIBM)
    fmod = lib.getpointer('fmod', [ffi_type_double, ffi_type_double], ffi_type_double, FUNCFLAG_CDECL)
    fmod.push_arg(7.5)
    fmod.push_arg(2.0)
    print int(fmod.call(rffi.DOUBLE) * 10)
    fmod.push_arg(1.0)
    try:
        fmod.call(rffi.DOUBLE)
    except TypeError:
        print 'wrong number of arguments'


def case_clibffi_raw_functions():
    lib = clibffi.CDLL(LIBC)
    signed = cast_type_to_ffitype(rffi.INT)
    abs = lib.getrawpointer('abs', [signed], signed)
    args = lltype.malloc(rffi.INTP.TO, 1, flavor='raw')
    result = lltype.malloc(rffi.LONGP.TO, 1, flavor='raw')
    args[0] = rffi.cast(rffi.INT, -31)
    abs.call([rffi.cast(rffi.VOIDP, args)], rffi.cast(rffi.VOIDP, result))
    print rffi.cast(lltype.Signed, rffi.cast(rffi.INT, result[0]))
    lltype.free(args, flavor='raw')
    lltype.free(result, flavor='raw')


def case_open_library():
    handle = dlopen(LIBC)
    address = rffi.cast(lltype.Signed, dlsym(handle, 'strlen'))
    print int(address != 0), int(address == rffi.cast(lltype.Signed, dlsym(handle, 'strlen')))
    try:
        dlsym(handle, 'nothing of this name')
    except KeyError:
        print 'nothing'
    print rffi.cast(lltype.Signed, dlclose(handle))


def case_the_program_itself():
    handle = dlopen(None)
    print int(rffi.cast(lltype.Signed, dlsym(handle, 'malloc')) != 0)


def case_name_of_the_c_library():
    print clibffi.get_libc_name()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
