# a chain of arguments, fields and items at run time
# needs: ffi.h
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib.libffi import CDLL, ArgChain, types, struct_getfield_int, struct_setfield_int, struct_getfield_float, struct_setfield_float, array_getitem, array_setitem
from rpython.rlib.rarithmetic import r_singlefloat
POINT = lltype.Struct('POINT', ('x', rffi.LONG), ('y', rffi.SHORT), ('z', rffi.VOIDP))


def main():
    libm = CDLL('libm.so.6')
    pow = libm.getpointer('pow', [types.double, types.double], types.double)
    chain = ArgChain()
    chain.arg(2.0)
    chain.arg(3.0)
    print pow.call(chain, rffi.DOUBLE)
    libc = CDLL('libc.so.6')
    abs = libc.getpointer('abs', [types.sint], types.sint)
    chain = ArgChain()
    chain.arg(-42)
    print rffi.cast(lltype.Signed, abs.call(chain, rffi.INT))
    toupper = libc.getpointer('toupper', [types.sint], types.sint)
    chain = ArgChain()
    chain.arg('a')
    print rffi.cast(lltype.Char, toupper.call(chain, rffi.INT))
    strlen = libc.getpointer('strlen', [types.pointer], types.ulong)
    p = rffi.str2charp("hello")
    chain = ArgChain()
    chain.arg(p)
    print rffi.cast(lltype.Signed, strlen.call(chain, rffi.ULONG))
    rffi.free_charp(p)
    try:
        strlen.call(ArgChain(), rffi.ULONG)
    except TypeError:
        print 'TypeError'
    s = lltype.malloc(POINT, flavor='raw', zero=True)
    addr = rffi.cast(rffi.VOIDP, s)
    struct_setfield_int(types.slong, addr, 0, 43)
    struct_setfield_int(types.sshort, addr, rffi.offsetof(POINT, 'y'), 0x1234FFFE)
    print s.x, rffi.cast(lltype.Signed, s.y), struct_getfield_int(types.slong, addr, 0), struct_getfield_int(types.sshort, addr, rffi.offsetof(POINT, 'y'))
    lltype.free(s, flavor='raw')
    a = lltype.malloc(rffi.CArray(lltype.Float), 4, flavor='raw')
    for i in range(4):
        a[i] = i + 1.0
    points = rffi.cast(rffi.CCHARP, a)
    print array_getitem(types.double, 16, points, 0, 8), array_getitem(types.double, 16, points, 1, 0)
    array_setitem(types.double, 16, points, 1, 8, 40.0)
    print a[3]
    lltype.free(a, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
