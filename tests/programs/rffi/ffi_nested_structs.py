# structs in structs, arrays in structs
# skip: untranslated (prints bools, floats or lists of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
U = lltype.Struct('uu', ('c_i', INT), ('c_d', DOUBLE), hints={'union': True})
S2 = lltype.Struct('X2', ('x', SIGNED))
S1 = lltype.Struct('X1', ('a', SIGNED), ('x2', S2), ('p', lltype.Ptr(S2)), ('arr', CFixedArray(INT, 4)))


def main():
    p = lltype.malloc(S1, flavor='raw', zero=True)
    p.x2.x = 456
    p.a = 5
    p.arr[2] = cast(INT, 9)
    q = lltype.malloc(S1, flavor='raw', zero=True)
    q.x2.x = p.x2.x
    print q.x2.x, p.a, cast(SIGNED, p.arr[2]), sizeof(S1), offsetof(S1, 'arr'), not p.p
    lltype.free(p, flavor='raw')
    lltype.free(q, flavor='raw')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
