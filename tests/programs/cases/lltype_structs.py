# Low-level structs and arrays: fields, nesting, casts, null pointers, functions, prebuilt ones.
from _cases import entry_point_of
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lltype import (
    Array, Bool, Char, FixedSizeArray, Float, FuncType, GcArray, GcForwardReference, GcStruct, Ptr, Signed, Struct, UniChar,
    Unsigned, Void, cast_opaque_ptr, cast_pointer, direct_arrayitems, direct_fieldptr, direct_ptradd, free, functionptr,
    malloc, nullptr, typeOf)
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.objectmodel import specialize


PAIR = GcStruct('pair', ('left', Signed), ('right', Signed))


def case_fields_begin_with_zero():
    p = malloc(PAIR, zero=True)
    print p.left, p.right
    p.left = 4
    p.right = p.left * 3
    print p.left, p.right


MIXED = GcStruct('mixed', ('c', Char), ('b', Bool), ('n', Signed), ('f', Float), ('u', Unsigned), ('w', UniChar))


def case_fields_of_all_types():
    m = malloc(MIXED, zero=True)
    m.c = 'k'
    m.b = True
    m.n = -5
    m.f = 2.5
    m.u = r_uint(7)
    m.w = u'x'
    print m.c, int(m.b), m.n, int(m.f * 4), intmask(m.u), ord(m.w)


INNER = Struct('inner', ('x', Signed), ('y', Signed))
OUTER = GcStruct('outer', ('first', INNER), ('second', INNER), ('z', Signed))


def case_struct_inside_struct():
    o = malloc(OUTER, zero=True)
    o.first.x = 1
    o.second.x = 10
    o.second.y = 100
    o.z = 1000
    print o.first.x + o.first.y + o.second.x + o.second.y + o.z


def sum_of(inner):
    return inner.x + inner.y


def case_pointer_to_inner_struct():
    o = malloc(OUTER, zero=True)
    s = o.second
    s.x = 8
    s.y = 9
    print sum_of(s), sum_of(o.first), o.second.y


NUMBERS = GcArray(Signed)


def case_array_of_numbers():
    a = malloc(NUMBERS, 5, zero=True)
    for i in range(len(a)):
        a[i] += i * i
    total = 0
    for i in range(len(a)):
        total = total * 10 + a[i] % 10
    print len(a), total


def filled(n):
    a = malloc(NUMBERS, n)
    for i in range(n):
        a[i] = n - i
    return a


def case_array_of_computed_length():
    print len(filled(0)), len(filled(3)), filled(3)[0], filled(8)[7]


POINTS = GcArray(INNER)


def case_array_of_structs():
    a = malloc(POINTS, 3, zero=True)
    for i in range(3):
        a[i].x = i
        a[i].y = 10 * i
    p = a[2]
    p.y += 5
    print a[0].x, a[1].y, a[2].y, p.x


FIXED = FixedSizeArray(Signed, 4)
WITH_FIXED = GcStruct('with_fixed', ('items', FIXED), ('n', Signed))


def case_fixed_size_array():
    w = malloc(WITH_FIXED, zero=True)
    for i in range(4):
        w.items[i] = i + 1
    w.n = w.items[3]
    print w.n, len(w.items), w.items[0] + w.items[2]


GRID = FixedSizeArray(FIXED, 3)
WITH_GRID = GcStruct('with_grid', ('rows', GRID))


def case_array_of_arrays():
    g = malloc(WITH_GRID, zero=True)
    for i in range(3):
        for j in range(4):
            g.rows[i][j] = i * 10 + j
    row = g.rows[2]
    print g.rows[1][2], row[3], g.rows[0][0]


TAIL = GcStruct('tail', ('n', Signed), ('chars', Array(Char)))


def case_struct_that_ends_in_array():
    t = malloc(TAIL, 3, zero=True)
    t.n = 12
    t.chars[0] = 'a'
    t.chars[2] = 'c'
    print t.n, len(t.chars), t.chars[0] + t.chars[2], ord(t.chars[1])


LINK = GcForwardReference()
LINK.become(GcStruct('link', ('value', Signed), ('next', Ptr(LINK))))


def case_linked_list():
    head = nullptr(LINK)
    for i in range(5):
        l = malloc(LINK)
        l.value = i
        l.next = head
        head = l
    text = ''
    while head:
        text += chr(48 + head.value)
        head = head.next
    print text


def case_null():
    p = nullptr(PAIR)
    q = malloc(PAIR)
    print int(bool(p)), int(bool(q)), int(not p), int(p == nullptr(PAIR)), int(q != p)


BASE = GcStruct('base', ('tag', Signed))
DERIVED = GcStruct('derived', ('base', BASE), ('extra', Signed))


def tag_of(b):
    return b.tag


def case_cast_to_first_field_and_back():
    d = malloc(DERIVED, zero=True)
    d.base.tag = 3
    d.extra = 44
    b = cast_pointer(Ptr(BASE), d)
    b.tag += 1
    print tag_of(b), cast_pointer(Ptr(DERIVED), b).extra, d.base.tag


def case_cast_keeps_identity():
    d = malloc(DERIVED)
    b = cast_pointer(Ptr(BASE), d)
    print int(cast_pointer(Ptr(DERIVED), b) == d)


def case_opaque_and_back():
    p = malloc(PAIR, zero=True)
    p.right = 6
    g = cast_opaque_ptr(llmemory.GCREF, p)
    print int(bool(g)), cast_opaque_ptr(Ptr(PAIR), g).right
    print int(bool(cast_opaque_ptr(llmemory.GCREF, nullptr(PAIR))))


RAW = Struct('raw', ('a', Signed), ('b', Char))


def case_raw_memory():
    p = malloc(RAW, flavor='raw', zero=True)
    p.a = 5
    p.b = 'r'
    print p.a, p.b
    free(p, flavor='raw')


RAW_ARRAY = Array(Signed, hints={'nolength': True})


def case_raw_array():
    a = malloc(RAW_ARRAY, 6, flavor='raw')
    for i in range(6):
        a[i] = 1 << i
    print a[5] + a[0]
    free(a, flavor='raw')


def case_scoped_raw_memory():
    with lltype.scoped_alloc(RAW) as p:
        p.a = 31
        print p.a + 1
    with lltype.scoped_alloc(RAW_ARRAY, 3) as a:
        a[2] = 8
        print a[2]


UNARY = FuncType([Signed], Signed)


def add_one(n):
    return n + 1


def times_ten(n):
    return n * 10


WITH_FUNC = GcStruct('with_func', ('f', Ptr(UNARY)))


def case_function_pointer():
    w = malloc(WITH_FUNC)
    for n in range(2):
        if n:
            w.f = llhelper(Ptr(UNARY), times_ten)
        else:
            w.f = llhelper(Ptr(UNARY), add_one)
        print w.f(7),
    print


def case_function_pointers_compared():
    f = llhelper(Ptr(UNARY), add_one)
    g = llhelper(Ptr(UNARY), times_ten)
    print int(f == g), int(f == llhelper(Ptr(UNARY), add_one)), int(bool(f))


prebuilt = malloc(PAIR, immortal=True, zero=True)
prebuilt.left = 11
prebuilt_array = malloc(NUMBERS, 3, immortal=True)
for i in range(3):
    prebuilt_array[i] = 100 + i


def case_prebuilt_struct():
    print prebuilt.left, prebuilt.right
    prebuilt.right += 2
    print prebuilt.right


def case_prebuilt_array():
    total = 0
    for i in range(len(prebuilt_array)):
        total += prebuilt_array[i]
    print total


chain = malloc(LINK, immortal=True)
chain.value = 1
chain.next = malloc(LINK, immortal=True)
chain.next.value = 2
chain.next.next = chain


def case_prebuilt_cycle():
    print chain.next.next.next.value, int(chain.next.next == chain)


def case_pointer_to_field():
    p = malloc(PAIR, zero=True)
    f = direct_fieldptr(p, 'right')
    f[0] = 19
    value, same = p.right, f[0]
    print value, same


def case_pointer_to_items():
    a = malloc(NUMBERS, 4)
    for i in range(4):
        a[i] = i * 2
    items = direct_arrayitems(a)
    second = direct_ptradd(items, 1)
    second[0] += 50
    first, fifty_two, last, same = items[0], second[0], second[2], a[1]
    print first, fifty_two, last, same


@specialize.ll()
def kind(p):
    if typeOf(p) == Ptr(PAIR):
        return 'pair'
    return 'other'


def case_type_of_pointer():
    print kind(malloc(PAIR)), kind(malloc(NUMBERS, 1))


NOTHING = GcStruct('nothing', ('v', Void), ('n', Signed))


def case_void_field():
    n = malloc(NOTHING)
    n.n = 2
    print n.n


METHODS = GcStruct('methods', ('n', Signed), adtmeths={'doubled': lambda p: p.n * 2, 'LIMIT': 99})


def case_methods_of_type():
    m = malloc(METHODS)
    m.n = 21
    print m.doubled(), m.LIMIT


def swap(p):
    p.left, p.right = p.right, p.left


def case_struct_changed_by_callee():
    p = malloc(PAIR)
    p.left = 1
    p.right = 2
    swap(p)
    print p.left, p.right


DICT_ENTRY = Struct('entry', ('used', Bool), ('key', Signed), ('value', Signed))
TABLE = GcArray(DICT_ENTRY)


def store(table, key, value):
    i = key % len(table)
    while table[i].used and table[i].key != key:
        i = (i + 1) % len(table)
    table[i].used = True
    table[i].key = key
    table[i].value = value


def load(table, key):
    i = key % len(table)
    while table[i].used:
        if table[i].key == key:
            return table[i].value
        i = (i + 1) % len(table)
    return -1


def case_hash_table():
    table = malloc(TABLE, 8, zero=True)
    for key in [3, 11, 19, 4]:
        store(table, key, key * key)
    print load(table, 19), load(table, 4), load(table, 5), load(table, 27)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
