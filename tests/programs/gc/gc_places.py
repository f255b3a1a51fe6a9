# where objects are: young ones may move, old and prebuilt ones do not any more; moved ones are still themselves
# skip: untranslated (objects have no places)
# skip: interp (nothing moves)
# skip: js (nothing moves)
from rpython.rlib import rgc
from rpython.rtyper.lltypesystem import lltype, llmemory


class Node(object):
    def __init__(self, number):
        self.number = number


A = lltype.GcArray(lltype.Signed)


def t(b):
    return b and "T" or "F"


def entry_point(argv):
    p = lltype.malloc(A, 10)
    for i in range(10):
        p[i] = i * i
    print t(rgc.can_move(p))
    p = rgc.move_out_of_nursery(p)
    print t(rgc.can_move(p)), p[9]
    q = lltype.malloc(A, 5)
    q[0] = 3
    rgc.collect()
    print t(rgc.can_move(q)), q[0]
    address = rgc.cast_gcref_to_int(lltype.cast_opaque_ptr(llmemory.GCREF, q))
    rgc.collect()
    print t(address == rgc.cast_gcref_to_int(lltype.cast_opaque_ptr(llmemory.GCREF, q)))
    hidden = rgc.hide_nonmovable_gcref(lltype.cast_opaque_ptr(llmemory.GCREF, q))
    print t(rgc.reveal_gcref(hidden) == lltype.cast_opaque_ptr(llmemory.GCREF, q))
    rgc.ll_arraymove(p, 0, 2, 5)
    print p[0], p[2], p[3], p[6], p[7]
    rgc.ll_arraymove(p, 2, 1, 4)
    print p[0], p[1], p[2], p[4], p[5]
    rgc.ll_arrayfill(p, 7)
    print p[0], p[9]
    return 0


def target(driver, args):
    return entry_point, None
