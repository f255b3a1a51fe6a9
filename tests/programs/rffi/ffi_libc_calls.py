# calling libc functions with integers, floats and strings
# skip: wasm (its own platform layer)
from rpython.rtyper.lltypesystem import rffi, lltype

c_abs = rffi.llexternal("abs", [rffi.INT], rffi.INT)
c_strlen = rffi.llexternal("strlen", [rffi.CCHARP], rffi.SIZE_T)
c_atoi = rffi.llexternal("atoi", [rffi.CCHARP], rffi.INT)
c_toupper = rffi.llexternal("toupper", [rffi.INT], rffi.INT)

def strlen(s):
    p = rffi.str2charp(s)
    n = rffi.cast(lltype.Signed, c_strlen(p))
    rffi.free_charp(p)
    return n

def entry_point(argv):
    n = len(argv)
    print rffi.cast(lltype.Signed, c_abs(rffi.cast(rffi.INT, -5 * n)))
    print strlen("hello" * n), strlen("")
    with rffi.scoped_str2charp("123") as p:
        print rffi.cast(lltype.Signed, c_atoi(p)) + n
    print chr(rffi.cast(lltype.Signed, c_toupper(rffi.cast(rffi.INT, ord("q")))))
    return 0


def target(driver, args):
    return entry_point, None
