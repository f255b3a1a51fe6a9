# raw memory seen as other types, addresses as numbers, pointers that C hands back, functions in structs
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['string.h', 'stdlib.h'])
memcpy = rffi.llexternal('memcpy', [rffi.VOIDP, rffi.VOIDP, rffi.SIZE_T], rffi.VOIDP, compilation_info=eci)
memchr = rffi.llexternal('memchr', [rffi.VOIDP, rffi.INT, rffi.SIZE_T], rffi.VOIDP, compilation_info=eci)
strtok = rffi.llexternal('strtok', [rffi.CCHARP, rffi.CCHARP], rffi.CCHARP, compilation_info=eci)
malloc = rffi.llexternal('malloc', [rffi.SIZE_T], rffi.VOIDP, compilation_info=eci)
free = rffi.llexternal('free', [rffi.VOIDP], lltype.Void, compilation_info=eci)
COMPARE = lltype.Ptr(lltype.FuncType([rffi.VOIDP, rffi.VOIDP], rffi.INT))
bsearch = rffi.llexternal('bsearch', [rffi.VOIDP, rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], rffi.VOIDP,
                          compilation_info=eci)

POINT = lltype.Struct('point', ('x', rffi.INT), ('y', rffi.INT))
LINE = lltype.Struct('line', ('start', POINT), ('stop', POINT), ('name', rffi.CCHARP), ('weight', lltype.Float))
NODE = lltype.ForwardReference()
NODE.become(lltype.Struct('node', ('value', lltype.Signed), ('next', lltype.Ptr(NODE))))
OPS = lltype.Struct('ops', ('compare', COMPARE), ('count', lltype.Signed))
POINTS = rffi.CArray(POINT)


@specialize.ll()
def number(value):
    return rffi.cast(lltype.Signed, value)


def int_(value):
    return rffi.cast(rffi.INT, value)


def numbers_as_bytes():
    p = lltype.malloc(rffi.INTP.TO, 3, flavor='raw')
    for i in range(3):
        p[i] = int_(0x01020304 * (i + 1))
    chars = rffi.cast(rffi.CCHARP, p)
    print " ".join([str(ord(chars[i])) for i in range(12)])
    chars[4] = '\xff'
    print number(p[1]) & 0xff, int(number(rffi.ptradd(p, 1)[-1]) == number(p[0]))
    shorts = rffi.cast(rffi.USHORTP, rffi.ptradd(chars, 2))
    print number(shorts[0]), number(shorts[1])
    lltype.free(p, flavor='raw')


def float_as_word():
    p = lltype.malloc(rffi.DOUBLEP.TO, 1, flavor='raw')
    p[0] = -2.0
    print number(rffi.cast(rffi.LONGLONGP, p)[0])
    rffi.cast(rffi.LONGLONGP, p)[0] = rffi.cast(rffi.LONGLONG, 4613937818241073152)
    print int(p[0])
    lltype.free(p, flavor='raw')


def structs():
    p = lltype.malloc(LINE, flavor='raw', zero=True)
    p.start.x, p.start.y, p.stop.x, p.stop.y = int_(1), int_(2), int_(3), int_(4)
    ints = rffi.cast(rffi.INTP, p)
    print " ".join([str(number(ints[i])) for i in range(4)])
    ints[2] = int_(30)
    stop = p.stop
    print number(stop.x), number(stop.y)
    with rffi.scoped_str2charp('diagonal') as name:
        p.name = name
        q = lltype.malloc(LINE, flavor='raw')
        memcpy(rffi.cast(rffi.VOIDP, q), rffi.cast(rffi.VOIDP, p), rffi.cast(rffi.SIZE_T, rffi.sizeof(LINE)))
        print number(q.stop.x), rffi.charp2str(q.name), int(q.name == name), int(q == p)
        lltype.free(q, flavor='raw')
    lltype.free(p, flavor='raw')


def array_of_structs():
    p = lltype.malloc(POINTS, 4, flavor='raw')
    for i in range(4):
        p[i].x, p[i].y = int_(i * 10), int_(i * i)
    raw = rffi.cast(lltype.Signed, p)
    second = rffi.cast(lltype.Ptr(POINT), raw + 2 * rffi.sizeof(POINT))
    print number(second.x), number(second.y)
    second.y = int_(99)
    print number(p[2].y), number(rffi.ptradd(p, 1)[1].y)
    lltype.free(p, flavor='raw')


def found_in_memory():
    p = rffi.str2charp('some text, more text')
    place = memchr(rffi.cast(rffi.VOIDP, p), int_(ord(',')), rffi.cast(rffi.SIZE_T, 20))
    print number(place) - number(p), rffi.charp2str(rffi.cast(rffi.CCHARP, place))
    print int(not memchr(rffi.cast(rffi.VOIDP, p), int_(ord('#')), rffi.cast(rffi.SIZE_T, 20)))
    # C keeps the place from one call to the next.
    separators = rffi.str2charp(', ')
    word = strtok(p, separators)
    while word:
        print rffi.charp2str(word) + ';',
        word = strtok(lltype.nullptr(rffi.CCHARP.TO), separators)
    print
    rffi.free_charp(separators)
    rffi.free_charp(p)


def chain():
    first = lltype.nullptr(NODE)
    for i in range(4):
        node = lltype.malloc(NODE, flavor='raw')
        node.value, node.next = i * i, first
        first = node
    word = rffi.cast(lltype.Signed, first)
    again = rffi.cast(lltype.Ptr(NODE), word)
    print int(again == first), again.value, again.next.value, again.next.next.next.value
    # The same, read through words.
    words = rffi.cast(rffi.SIGNEDP, first)
    print rffi.cast(lltype.Ptr(NODE), words[1]).value
    while first:
        following = first.next
        lltype.free(first, flavor='raw')
        first = following


def memory_of_c():
    p = rffi.cast(rffi.SIGNEDP, malloc(rffi.cast(rffi.SIZE_T, 4 * rffi.sizeof(lltype.Signed))))
    for i in range(4):
        p[i] = i - 2
    print p[0], p[3], rffi.ptradd(p, 2)[1]
    node = rffi.cast(lltype.Ptr(NODE), p)
    print node.value, rffi.cast(lltype.Signed, node.next)
    node.value = 77
    print p[0]
    free(rffi.cast(rffi.VOIDP, p))


def by_value(a, b):
    x, y = number(rffi.cast(rffi.INTP, a)[0]), number(rffi.cast(rffi.INTP, b)[0])
    if x < y:
        return int_(-1)
    return int_(int(x > y))


def functions():
    ops = lltype.malloc(OPS, flavor='raw')
    ops.compare = llhelper(COMPARE, by_value)
    p = lltype.malloc(rffi.INTP.TO, 8, flavor='raw')
    for i in range(8):
        p[i] = int_(3 * i)
    key = lltype.malloc(rffi.INTP.TO, 1, flavor='raw')
    for wanted in [15, 16]:
        key[0] = int_(wanted)
        found = bsearch(rffi.cast(rffi.VOIDP, key), rffi.cast(rffi.VOIDP, p), rffi.cast(rffi.SIZE_T, 8),
                        rffi.cast(rffi.SIZE_T, rffi.sizeof(rffi.INT)), ops.compare)
        if found:
            print (number(found) - number(p)) // rffi.sizeof(rffi.INT), number(rffi.cast(rffi.INTP, found)[0])
        else:
            print 'nothing'
    print number(ops.compare(rffi.cast(rffi.VOIDP, p), rffi.cast(rffi.VOIDP, key)))
    lltype.free(key, flavor='raw')
    lltype.free(p, flavor='raw')
    lltype.free(ops, flavor='raw')


def entry_point(argv):
    numbers_as_bytes()
    float_as_word()
    structs()
    array_of_structs()
    found_in_memory()
    chain()
    memory_of_c()
    functions()
    return 0


def target(driver, args):
    return entry_point, None
