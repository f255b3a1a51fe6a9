# Pointers into the middle of managed arrays that live across branches and loops.
# skip: untranslated (low-level operations)
from rpython.rtyper.lltypesystem import lltype

PART = lltype.Struct('part', ('x', lltype.Signed), ('y', lltype.Signed))
PARTS = lltype.GcArray(PART)
HOLDER = lltype.GcStruct('holder', ('count', lltype.Signed), ('items', lltype.Array(PART)))


def entry_point(argv):
    n = len(argv)
    t = lltype.malloc(PARTS, 2)
    if n > 1:
        part = t[0]
    else:
        part = t[1]
    part.x = 3
    part.y = n
    print t[1].x, part.y
    h = lltype.malloc(HOLDER, 3)
    for i in range(3):
        item = h.items[i]
        item.x = 0
        for j in range(i + n):
            item.x += j + 1
    for i in range(3):
        print h.items[i].x
    return 0


def target(driver, args):
    return entry_point, None
