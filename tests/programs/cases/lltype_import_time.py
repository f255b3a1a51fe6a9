# Low-level types and memory before translation: what may be built of what, casts, memory that was never written.
from _cases import entry_point_of
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lltype import (
    Array, FixedSizeArray, FuncType, GcArray, GcOpaqueType, GcStruct, OpaqueType, Ptr, Signed, Char, Struct)


def attempt(function, *args):
    """The name of what a function raises."""
    try:
        function(*args)
    except (TypeError, RuntimeError, IndexError, AssertionError, lltype.UninitializedMemoryAccess), e:
        return e.__class__.__name__
    return 'works'


def show(texts):
    for text in texts:
        print text,
    print


INNER = Struct('inner', ('a', Signed))
GCINNER = GcStruct('gcinner', ('a', Signed))
VARSIZE = Struct('varsize', ('a', Signed), ('items', Array(Signed)))

PARTS = [
    attempt(Struct, 'x', ('f', INNER)),
    attempt(Struct, 'x', ('f', GCINNER)),
    attempt(GcStruct, 'x', ('f', GCINNER), ('g', Signed)),
    attempt(GcStruct, 'x', ('g', Signed), ('f', GCINNER)),
    attempt(Struct, 'x', ('f', FuncType([], Signed))),
    attempt(Struct, 'x', ('f', Ptr(FuncType([], Signed)))),
    attempt(GcStruct, 'x', ('f', GcArray(Signed))),
    attempt(Struct, 'x', ('f', OpaqueType('o'))),
    attempt(GcStruct, 'x', ('f', GcOpaqueType('o'))),
    attempt(GcStruct, 'x', ('f', Array(Signed, hints={'nolength': True})))]


def case_parts_of_structures():
    show(PARTS)


SIZES = [
    attempt(Struct, 'x', ('a', Signed), ('f', VARSIZE)),
    attempt(Struct, 'x', ('f', VARSIZE), ('a', Signed)),
    attempt(Struct, 'x', ('f', Array(Char)), ('a', Signed)),
    attempt(Struct, 'x', ('f', FixedSizeArray(Char, 3)), ('a', Signed)),
    attempt(Struct, 'x', ('a', Signed), ('a', Char))]


def case_parts_of_variable_size():
    show(SIZES)


ITEMS = [attempt(Array, INNER), attempt(Array, GCINNER), attempt(Array, VARSIZE), attempt(Array, ('f', GCINNER)),
         attempt(GcArray, ('f', INNER), ('g', Char)), attempt(Array, FuncType([], Signed))]


def case_items_of_arrays():
    show(ITEMS)


OUTER = Struct('outer', ('first', INNER), ('second', INNER))
OTHER = Struct('other', ('first', INNER))
outer = lltype.malloc(OUTER, immortal=True)
other = lltype.malloc(OTHER, immortal=True)
alone = lltype.malloc(INNER, immortal=True)


def cast(TYPE, p):
    return lltype.cast_pointer(Ptr(TYPE), p)

CASTS = [
    attempt(cast, OUTER, outer.first),
    attempt(cast, OUTER, outer.second),
    attempt(cast, OUTER, other.first),
    attempt(cast, OUTER, alone),
    attempt(cast, OTHER, outer),
    attempt(cast, INNER, outer),
    str(cast(OUTER, outer.first) == outer),
    str(cast(INNER, other) == other.first),
    str(bool(cast(OUTER, lltype.nullptr(INNER))))]


def case_casts():
    show(CASTS)


def numbered():
    p = lltype.cast_int_to_ptr(Ptr(INNER), 21)
    q = cast(OUTER, p)
    return [str(lltype.cast_ptr_to_int(q)), str(cast(INNER, q) == p)]

NUMBERED = numbered()


def case_pointers_made_of_numbers():
    show(NUMBERED)


def never_written():
    p = lltype.malloc(GcStruct('s', ('a', Signed), ('b', INNER), ('c', Char)))
    q = lltype.malloc(GcArray(Signed), 3)
    z = lltype.malloc(GcStruct('s', ('a', Signed)), zero=True)
    r = lltype.malloc(OUTER, flavor='raw')
    result = [attempt(lambda: p.a), attempt(lambda: p.b.a), attempt(lambda: p.c), attempt(lambda: q[1]),
              attempt(lambda: z.a), attempt(lambda: alone.a), attempt(lambda: r.second.a)]
    p.a = 1
    p.b.a = 2
    q[1] = 3
    result += [str(p.a + p.b.a + q[1]), attempt(lambda: q[2]), attempt(lambda: q[3])]
    lltype.free(r, flavor='raw')
    return result

WRITTEN = never_written()


def case_memory_that_was_never_written():
    show(WRITTEN)


PARTLY = lltype.malloc(GcStruct('partly', ('a', Signed), ('b', Signed), ('c', Ptr(GcArray(Char)))))
PARTLY.b = 17


def case_prebuilt_memory_that_was_partly_written():
    PARTLY.a = len('abc')
    print PARTLY.a, PARTLY.b


def items_before():
    a = lltype.malloc(GcArray(Signed), 5)
    for i in range(5):
        a[i] = i * 10
    p = lltype.direct_ptradd(lltype.direct_arrayitems(a), 3)
    p[-1] = 7
    return [str(p[0]), str(p[1]), str(p[-1]), str(p[-3]), str(a[2]), attempt(lambda: a[-1])]

BEFORE = items_before()


def case_items_before_a_pointer():
    show(BEFORE)


HASHES = [attempt(lltype.identityhash, lltype.nullptr(GCINNER)), attempt(lltype.identityhash, lltype.malloc(GCINNER))]


def case_identity_of_null():
    show(HASHES)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
