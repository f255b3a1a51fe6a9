# low-level GC structs and arrays used directly
from rpython.rtyper.lltypesystem import lltype

NODE = lltype.GcForwardReference()
NODE.become(lltype.GcStruct("NODE", ("value", lltype.Signed), ("next", lltype.Ptr(NODE))))
ARRAY = lltype.GcArray(lltype.Signed)

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    head = lltype.nullptr(NODE)
    for i in range(5 * len(argv)):
        n = lltype.malloc(NODE)
        n.value = i
        n.next = head
        head = n
    total = 0
    p = head
    while p:
        total = total * 10 + p.value
        p = p.next
    print total, t(bool(head)), t(head == head.next)
    a = lltype.malloc(ARRAY, 7)
    for i in range(len(a)):
        a[i] = i * 2
    print len(a), a[6]
    return 0


def target(driver, args):
    return entry_point, None
