# sizes of C types and casts between them
# skip: reference (size_and_sign() of a type that is no low-level one)
# skip: untranslated (prints bools, floats or lists of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.rlib.rarithmetic import r_singlefloat, r_uint32, r_uint64


def main():
    print cast(SIZE_T, -1) > 0
    print cast(lltype.Signed, 42.5)
    x = cast(lltype.SingleFloat, 12.3)
    print cast(lltype.Float, x) > 12.2
    print cast(lltype.Float, r_singlefloat(12.))
    print cast(lltype.SignedLongLong, r_uint32(0xAAAABBBB))
    print cast(LONG, cast(INT, cast(lltype.UniChar, 0xffff)))
    print sizeof(INT), sizeof(lltype.UniChar), sizeof(LONGDOUBLE), sizeof(CCHARP)
    print size_and_sign(lltype.Signed)[1], size_and_sign(UINT)[1], size_and_sign(INT)[0]
    print sizeof(lltype.Typedef(INT, 'test'))
    data = "hello, world!"
    a = str2charp(data)
    a2 = ptradd(a, 2)
    print charp2str(a2)
    free_charp(a)
    print sizeof(INT_LEAST8_T), sizeof(UINTMAX_T), sizeof(INT_FAST16_T), sizeof(UINT_LEAST64_T)
    print cast(SIGNED, cast(SIGNEDCHAR, 200)), cast(SIGNED, cast(UCHAR, 200)), cast(SIGNED, cast(USHORT, -1))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
