# an array is allocated without its length
# reference: a TypeError
from rpython.rtyper.lltypesystem import lltype

NUMBERS = lltype.GcArray(lltype.Signed)

def entry_point(argv):
    p = lltype.malloc(NUMBERS)              #! error: GcArray, number
    return p[0]


def target(driver, args):
    return entry_point, None
