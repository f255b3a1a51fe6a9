# conversions between strings and char pointers
# skip: untranslated (needs a C compiler)
from rpython.rtyper.lltypesystem import rffi, lltype

def entry_point(argv):
    s = "hello" * len(argv)
    p = rffi.str2charp(s)
    p[0] = "J"
    print rffi.charp2str(p), rffi.charp2strn(p, 3), p[4], ord(p[5])
    rffi.free_charp(p)
    with rffi.scoped_alloc_buffer(10) as buf:
        for i in range(10):
            buf.raw[i] = chr(65 + i)
        print buf.str(4), buf.str(10)
    with rffi.scoped_nonmovingbuffer(s) as q:
        print q[1], rffi.charpsize2str(q, 5)
    return 0


def target(driver, args):
    return entry_point, None
