# Low-level types named in functions, and the functions attached to a type.
# skip: untranslated (low-level operations)
from rpython.rtyper.lltypesystem import lltype, llmemory


def new_point():
    return lltype.malloc(POINT)


def norm(p):
    return p.x * p.x + p.y * p.y


def new_items(n):
    return lltype.malloc(ITEMS, n)


POINT = lltype.GcStruct('point', ('x', lltype.Signed), ('y', lltype.Signed),
                        adtmeths={'new': new_point, 'norm': norm, 'dimensions': 2})
ITEMS = lltype.GcArray(lltype.Signed, adtmeths={'new': new_items})
HIDDEN = lltype.GcOpaqueType('hidden')


def entry_point(argv):
    n = len(argv)
    p = POINT.new()
    p.x = n + 2
    p.y = n + 3
    print p.norm(), p.dimensions
    h = lltype.cast_opaque_ptr(lltype.Ptr(HIDDEN), p)
    q = lltype.cast_opaque_ptr(lltype.Ptr(POINT), h)
    if q == p:
        print q.x, q.y
    a = ITEMS.new(n + 4)
    print len(a)
    d = {}
    d[llmemory.cast_ptr_to_adr(lltype.nullptr(POINT))] = n
    print d[llmemory.NULL]
    return 0


def target(driver, args):
    return entry_point, None
