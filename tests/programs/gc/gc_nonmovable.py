# Objects that are made not to move stay where they are, keep what they refer to alive, and die like others
# skip: untranslated (nothing moves there)
# skip: interp (the same)
from rpython.rlib import rgc
from rpython.rlib.objectmodel import instantiate, keepalive_until_here
from rpython.rtyper.lltypesystem import llmemory, lltype


class Node(object):
    pass


NODE = lltype.GcForwardReference()
NODE.become(lltype.GcStruct('node', ('next', lltype.Ptr(NODE)), ('value', lltype.Signed)))
NODES = lltype.GcArray(lltype.Ptr(NODE))
NUMBERS = lltype.GcArray(lltype.Signed)


def place(p):
    return llmemory.cast_adr_to_int(llmemory.cast_ptr_to_adr(p))


def chars(n):
    numbers = lltype.malloc(NUMBERS, n, nonmovable=True)
    print int(rgc.can_move(numbers)), len(numbers), numbers[0], numbers[n - 1]
    before = place(numbers)
    for i in range(n):
        numbers[i] = i * i
    rgc.collect()
    print int(place(numbers) == before), numbers[n - 1]


def nodes(n):
    kept = lltype.malloc(NODES, n, nonmovable=True)
    before = place(kept)
    for i in range(n):
        kept[i] = lltype.malloc(NODE)
        kept[i].value = i
        if i:
            kept[i].next = kept[i - 1]
        if i % 100 == 0:
            rgc.collect(0)
    rgc.collect()
    total = 0
    for i in range(1, n):
        total += kept[i].value + kept[i].next.value
    print int(place(kept) == before), total


def one():
    node = lltype.malloc(NODE, nonmovable=True)
    before = place(node)
    node.next = lltype.malloc(NODE)
    node.next.value = 5
    rgc.collect()
    print int(place(node) == before), node.next.value, node.value
    instance = instantiate(Node, nonmovable=True)
    instance.number = 7
    instance.next = Node()
    instance.next.number = 8
    print int(rgc.can_move(instance))
    rgc.collect()
    print instance.number, instance.next.number
    keepalive_until_here(instance)


def many():
    total = 0
    for i in range(20000):
        node = lltype.malloc(NODE, nonmovable=True)
        node.value = i
        total += node.value
    rgc.collect()
    print total


def entry_point(argv):
    chars(3)
    chars(5000)
    nodes(1000)
    one()
    many()
    return 0


def target(driver, args):
    return entry_point, None
