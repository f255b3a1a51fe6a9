# raw structs and arrays: allocation, fields, freeing
# skip: untranslated (run-time floats print with six decimals)
from rpython.rtyper.lltypesystem import rffi, lltype

POINT = lltype.Struct("POINT", ("x", lltype.Signed), ("y", lltype.Signed), ("w", lltype.Float))
PAIR = lltype.Struct("PAIR", ("first", rffi.INT), ("second", rffi.LONG))
INTS = rffi.CArray(lltype.Signed)

def entry_point(argv):
    n = len(argv)
    p = lltype.malloc(POINT, flavor="raw")
    p.x = 3 * n
    p.y = p.x + 1
    p.w = 0.5 * n
    print p.x, p.y, p.w
    lltype.free(p, flavor="raw")
    c = lltype.malloc(PAIR, flavor="raw", zero=True)
    rffi.setintfield(c, "first", 70000 * n)
    c.second = 5
    print rffi.getintfield(c, "first"), c.second
    lltype.free(c, flavor="raw")
    a = lltype.malloc(INTS, 10, flavor="raw")
    for i in range(10):
        a[i] = i * i * n
    t = 0
    for i in range(10):
        t += a[i]
    print t
    lltype.free(a, flavor="raw")
    with lltype.scoped_alloc(INTS, 3) as b:
        b[2] = 9
        print b[2] + n
    return 0


def target(driver, args):
    return entry_point, None
