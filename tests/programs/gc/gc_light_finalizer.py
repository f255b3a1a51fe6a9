# structs with light finalizers
# skip: untranslated (nothing dies at a certain time)
from rpython.rlib import rgc
from rpython.rtyper.lltypesystem import lltype

S = lltype.GcStruct('counted', ('number', lltype.Signed), rtti=True)
T = lltype.GcStruct('other', ('number', lltype.Signed), rtti=True)
raw = lltype.malloc(lltype.Array(lltype.Signed, hints={'nolength': True}), 2, flavor='raw', immortal=True, zero=True)


def finalize(p):
    raw[0] += 1
    raw[1] += p.number


lambda_finalize = lambda: finalize


def make(n):
    for i in range(n):
        p = lltype.malloc(S)
        p.number = i
        q = lltype.malloc(T)
        q.number = i


def entry_point(argv):
    rgc.register_custom_light_finalizer(S, lambda_finalize)
    kept = lltype.malloc(S)
    kept.number = 1000000
    make(100)
    rgc.collect()
    rgc.collect()
    print raw[0], raw[1], kept.number
    print int(rgc.must_split_gc_address_space())
    return 0


def target(driver, args):
    return entry_point, None
