# items of arrays of fixed length as fields, and places around a direct pointer to an item
from rpython.rtyper.lltypesystem import lltype

POINT = lltype.Struct('point', ('x', lltype.Signed), ('y', lltype.Signed))
SEVEN = lltype.FixedSizeArray(lltype.Signed, 7)
POINTS = lltype.FixedSizeArray(POINT, 3)
TABLE = lltype.FixedSizeArray(SEVEN, 6)
ONE = lltype.FixedSizeArray(lltype.Signed, 1)
ALL = lltype.GcStruct('all', ('seven', SEVEN), ('points', POINTS), ('table', TABLE))

prebuilt = lltype.malloc(SEVEN, immortal=True)
for i in range(7):
    prebuilt[i] = i * i
prebuilt.item3 = 100


def managed(n):
    block = lltype.malloc(ALL)
    seven, points, table = block.seven, block.points, block.table
    seven[0] = -n
    seven.item6 = -2 * n
    points[0].x = 3 * n
    points.item2.y = 4 * n
    table[0][0] = 5
    table.item5.item6 = 6
    print seven.item0, seven[6], points.item0.x, points[2].y, table.item0.item0, table[5][6]
    print len(seven), len(points), len(table), len(table[4])


def raw(n):
    block = lltype.malloc(SEVEN, flavor='raw')
    for i in range(7):
        block[i] = i * 10
    block.item2 = n
    print block.item1 + block[2] + block.item6
    lltype.free(block, flavor='raw')


def around():
    first = lltype.direct_arrayitems(prebuilt)
    fourth = lltype.direct_ptradd(first, 4)
    total = 0
    for i in range(-4, 3):
        total = total * 2 + fourth[i]
    print total, fourth[0], first[3]
    one = lltype.malloc(ONE, flavor='raw')
    one.item0 = 7
    print one[0], len(one)
    lltype.free(one, flavor='raw')


def entry_point(argv):
    managed(len(argv))
    raw(len(argv))
    around()
    print prebuilt.item3, prebuilt.item6
    return 0


def target(driver, args):
    return entry_point, None
