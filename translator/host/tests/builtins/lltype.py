"""Low-level types and pointers."""
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
S = lltype.GcStruct('S', ('x', lltype.Signed), ('c', lltype.Char))
p = lltype.malloc(S); p.x = 5; p.c='a'
print p.x, p.c, lltype.typeOf(p) == lltype.Ptr(S), lltype.Ptr(S) is lltype.Ptr(S)
A = lltype.GcArray(lltype.Signed)
a = lltype.malloc(A, 3, zero=True); a[1]=7; print len(a), a[1], list(a[i] for i in range(3))
F = lltype.GcForwardReference(); NODE = lltype.GcStruct('node', ('next', lltype.Ptr(F)), ('v', lltype.Signed)); F.become(NODE)
n = lltype.malloc(NODE); m = lltype.malloc(F, zero=True); n.next = m; m.v = 3; print n.next.v, n.next == m, bool(m.next), F is NODE, F==NODE
try: p.x = 'a'
except TypeError, e: print e
print rffi.sizeof(rffi.INT), rffi.sizeof(rffi.CCHARP), llmemory.sizeof(lltype.Signed), rffi.cast(rffi.INT, 5), rffi.cast(lltype.Char, 65)
c = rffi.str2charp("hello"); print rffi.charp2str(c), rffi.charpsize2str(c,2); q = rffi.ptradd(c, 2); print q[0], rffi.charp2str(q); rffi.free_charp(c)
strlen = rffi.llexternal('strlen', [rffi.CCHARP], rffi.SIZE_T)
print strlen("abc"), type(strlen("abc"))
print llop.int_add(lltype.Signed, 2, 3), llop.uint_mul(lltype.Unsigned, rffi.cast(lltype.Unsigned, -1), rffi.cast(lltype.Unsigned, 3))
T = rffi.CStruct('timeval', ('tv_sec', rffi.LONG), ('tv_usec', rffi.INT))
with lltype.scoped_alloc(T) as t:
    t.c_tv_sec = 5
    rffi.setintfield(t, 'c_tv_usec', 7)
    print rffi.getintfield(t, 'c_tv_usec'), t.c_tv_sec, rffi.sizeof(T), rffi.offsetof(T, 'c_tv_usec')
B = lltype.GcStruct('B', ('b', lltype.Signed)); C = lltype.GcStruct('C', ('base', B), ('z', lltype.Signed))
x = lltype.malloc(C, zero=True); x.base.b = 4; bp = lltype.cast_pointer(lltype.Ptr(B), x); print bp.b, lltype.cast_pointer(lltype.Ptr(C), bp).z, x.base == bp, isinstance(B, lltype.Struct), isinstance(lltype.Signed, lltype.Number)
g = lltype.cast_opaque_ptr(llmemory.GCREF, x); print lltype.cast_opaque_ptr(lltype.Ptr(C), g).base.b
d = {lltype.Ptr(B): 1}; print d[lltype.Ptr(B)], S._names, S.x, C._flds.keys()
f = lltype.functionptr(lltype.FuncType([lltype.Signed], lltype.Signed), 'f', _callable=lambda x: x+1); print f(3)
ia = lltype.direct_arrayitems(a); print ia[1], lltype.direct_ptradd(ia,1)[0]; fp = lltype.direct_fieldptr(p,'x'); fp[0] = 9; print p.x
arr = lltype.malloc(lltype.GcArray(('k', lltype.Signed), ('v', lltype.Char)), 2, zero=True); arr[1].k = 5; print arr[1].k, arr[0].k
