# casts between integers, chars, floats and pointers
# skip: js (64-bit words)
# skip: untranslated (run-time floats print with six decimals)
from rpython.rtyper.lltypesystem import rffi, lltype

def entry_point(argv):
    n = len(argv)
    print rffi.cast(lltype.Signed, 3.99 * n), rffi.cast(lltype.Float, 7 * n), rffi.cast(lltype.Signed, chr(64 + n))
    print rffi.cast(lltype.Char, 65 * n), rffi.cast(lltype.Unsigned, -n), rffi.cast(rffi.SIZE_T, 5 * n)
    p = lltype.malloc(rffi.CCHARP.TO, 4, flavor="raw")
    a = rffi.cast(lltype.Signed, p)
    q = rffi.cast(rffi.CCHARP, a)
    p[2] = "z"
    print q[2], rffi.cast(lltype.Signed, rffi.ptradd(p, 2)) - a
    lltype.free(p, flavor="raw")
    print rffi.sizeof(rffi.INT), rffi.sizeof(rffi.LONG), rffi.sizeof(rffi.SHORT), rffi.sizeof(lltype.Float)
    return 0


def target(driver, args):
    return entry_point, None
