# rlib.rgc: collections, copies of arrays, finalizer queues, raw addresses.
import gc
from _cases import entry_point_of
from rpython.rlib import rgc
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi

INTS = lltype.GcArray(lltype.Signed)
CHARS = lltype.GcArray(lltype.Char)
CELL = lltype.GcStruct('CELL', ('n', lltype.Signed))
CELLS = lltype.GcArray(lltype.Ptr(CELL))
PAIRS = lltype.GcArray(lltype.Struct('PAIR', ('left', lltype.Signed), ('right', lltype.Char)))
TEXT = lltype.GcStruct('TEXT', ('tag', lltype.Signed), ('chars', lltype.Array(lltype.Char)))


def ints(count):
    a = lltype.malloc(INTS, count)
    for i in range(count):
        a[i] = i * i
    return a


def show(a):
    for i in range(len(a)):
        print a[i],
    print


def case_collect():
    gc.collect()
    rgc.collect()
    rgc.collect(0)
    print 'done'


def case_enable_and_disable():
    print int(rgc.isenabled()),
    rgc.disable()
    print int(rgc.isenabled()),
    gc.enable()
    print int(gc.isenabled())


def case_collect_step_ends():
    steps = 0
    while True:
        steps += 1
        if rgc.is_done(rgc.collect_step()):
            break
    print int(0 < steps < 100)


def case_states_of_steps():
    states = rgc._encode_states(3, 5)
    print rgc.old_state(states), rgc.new_state(states), int(rgc.is_done(states)), int(rgc.is_done__states(2, 0)),
    print int(rgc.is_done__states(0, 0))


def case_arraycopy():
    source = ints(8)
    dest = lltype.malloc(INTS, 6, zero=True)
    rgc.ll_arraycopy(source, dest, 3, 1, 4)
    show(dest)
    rgc.ll_arraycopy(source, dest, 0, 0, 0)
    rgc.ll_arraycopy(source, dest, 7, 5, 1)
    show(dest)


def case_arraycopy_of_pointers():
    source = lltype.malloc(CELLS, 5)
    for i in range(5):
        source[i] = lltype.malloc(CELL)
        source[i].n = i * 11
    dest = lltype.malloc(CELLS, 3)
    rgc.ll_arraycopy(source, dest, 2, 0, 3)
    rgc.collect()
    print dest[0].n, dest[1].n, dest[2].n, int(dest[0] == source[2])


def case_arraycopy_of_structs():
    source = lltype.malloc(PAIRS, 3)
    for i in range(3):
        source[i].left = i + 1
        source[i].right = chr(ord('a') + i)
    dest = lltype.malloc(PAIRS, 4)
    rgc.ll_arraycopy(source, dest, 0, 1, 3)
    rgc.copy_struct_item(source, dest, 2, 0)
    for i in range(4):
        print dest[i].left, dest[i].right,
    print


def case_arraymove():
    a = ints(7)
    rgc.ll_arraymove(a, 0, 2, 5)
    show(a)
    a = ints(7)
    rgc.ll_arraymove(a, 2, 0, 5)
    show(a)
    rgc.ll_arraymove(a, 1, 1, 3)
    rgc.ll_arraymove(a, 6, 0, 1)
    show(a)


def case_arraymove_of_pointers():
    a = lltype.malloc(CELLS, 4)
    for i in range(4):
        a[i] = lltype.malloc(CELL)
        a[i].n = i
    rgc.ll_arraymove(a, 0, 1, 3)
    rgc.collect()
    print a[0].n, a[1].n, a[2].n, a[3].n


def case_arrayclear():
    a = ints(5)
    rgc.ll_arrayclear(a)
    show(a)
    b = lltype.malloc(CELLS, 3)
    for i in range(3):
        b[i] = lltype.malloc(CELL)
    rgc.ll_arrayclear(b)
    print int(not b[0] and not b[1] and not b[2])


def case_arrayfill():
    a = lltype.malloc(INTS, 5)
    rgc.ll_arrayfill(a, 9)
    show(a)
    b = lltype.malloc(CHARS, 3)
    rgc.ll_arrayfill(b, 'x')
    show(b)


def case_shrink_array():
    s = lltype.malloc(TEXT, 6)
    s.tag = 77
    for i in range(6):
        s.chars[i] = chr(ord('p') + i)
    s = rgc.ll_shrink_array(s, 4)
    print s.tag, len(s.chars), s.chars[0] + s.chars[3]


class Thing(object):
    def __init__(self, name):
        self.name = name


class Queue(rgc.FinalizerQueue):
    Class = Thing
    triggered = 0

    def finalizer_trigger(self):
        seen.triggered = True


class Seen(object):
    triggered = False


seen = Seen()
queue = Queue()


def make_things(count):
    for i in range(count):
        queue.register_finalizer(Thing('t%d' % i))


def case_finalizer_queue():
    print int(queue.next_dead() is None),
    make_things(5)
    rgc.collect()
    rgc.collect()
    names = 0
    while True:
        thing = queue.next_dead()
        if thing is None:
            break
        names += int(thing.name[1]) + 1
    print names, int(seen.triggered)


def case_alive_objects_are_not_queued():
    thing = Thing('alive')
    queue.register_finalizer(thing)
    rgc.collect()
    print int(queue.next_dead() is None), thing.name


def case_may_ignore_finalizer():
    thing = Thing('ignored')
    rgc.may_ignore_finalizer(thing)
    print thing.name


def case_memory_pressure():
    rgc.add_memory_pressure(1000)
    rgc.add_memory_pressure(2000, Thing('large'))
    print 'noted'


def case_list_with_raw_address():
    l = rgc.resizable_list_supporting_raw_ptr(['a', 'b', 'c'])
    l.append('d')
    p = rgc.nonmoving_raw_ptr_for_resizable_list(l)
    print p[0] + p[3],
    p[1] = 'X'
    l[2] = 'Y'
    print l[1] + p[2],
    rgc.collect()
    p[3] = 'Z'
    print ''.join(l)
    l.append('!')
    q = rgc.nonmoving_raw_ptr_for_resizable_list(l)
    print q[4] + q[1], len(l)


def case_slice_of_list_with_raw_address():
    l = rgc.resizable_list_supporting_raw_ptr(['a', 'b', 'c', 'd'])[1:3]
    l.append('z')
    p = rgc.nonmoving_raw_ptr_for_resizable_list(l)
    print p[0] + p[1] + p[2], ''.join(l)


def case_kinds_of_types():
    print int(rgc.lltype_is_gc(lltype.Ptr(CELL))), int(rgc.lltype_is_gc(rffi.CCHARP)), int(rgc.lltype_is_gc(lltype.Signed)),
    print int(rgc.must_split_gc_address_space())


def case_moved_out_of_nursery():
    thing = rgc.move_out_of_nursery(Thing('old'))
    rgc.collect()
    print thing.name


def case_no_collect():
    print not_collecting(4)


@rgc.no_collect
def not_collecting(n):
    total = 0
    for i in range(n):
        total += i
    return total


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
