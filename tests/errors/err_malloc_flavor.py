# a struct that the collector does not manage is allocated without a flavor
# reference: a TypeError
from rpython.rtyper.lltypesystem import lltype

POINT = lltype.Struct("point", ("x", lltype.Signed))

def entry_point(argv):
    p = lltype.malloc(POINT)                #! error: Struct point, flavor
    p.x = len(argv)
    return p.x


def target(driver, args):
    return entry_point, None
