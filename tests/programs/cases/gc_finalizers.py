# What happens when objects die: weak references, `__del__`, finalizer queues, and what programs can learn about memory.
# skip: untranslated (`__del__` is called at other times)
import weakref

from _cases import entry_point_of
from rpython.rlib import rgc
from rpython.rlib.objectmodel import keepalive_until_here, dont_inline
from rpython.rlib.rweakref import RWeakValueDictionary, RWeakKeyDictionary
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop


class Thing(object):
    def __init__(self, n):
        self.n = n


class SubThing(Thing):
    pass


def collect():
    rgc.collect()
    rgc.collect()
    rgc.collect()


@dont_inline
def ref_to_new(n):
    return weakref.ref(Thing(n))


def case_weakref_to_living():
    t = Thing(5)
    ref = weakref.ref(t)
    collect()
    print ref().n, int(ref() is t)
    keepalive_until_here(t)


def case_weakref_to_dead():
    ref = ref_to_new(1)
    collect()
    print int(ref() is None)


def case_weakref_to_subclass():
    t = SubThing(6)
    ref = weakref.ref(t)
    x = ref()
    print x.n, int(isinstance(x, SubThing))
    keepalive_until_here(t)


def case_weakrefs_in_list():
    things = [Thing(i) for i in range(10)]
    refs = [weakref.ref(t) for t in things]
    collect()
    alive = 0
    for ref in refs:
        t = ref()
        if t is not None:
            alive += t.n
    print alive
    keepalive_until_here(things)


@dont_inline
def fill(refs, keep):
    for i in range(100):
        t = Thing(i)
        refs.append(weakref.ref(t))
        if i % 10 == 0:
            keep.append(t)


def case_some_die():
    refs, keep = [], []
    fill(refs, keep)
    collect()
    total, dead = 0, 0
    for ref in refs:
        t = ref()
        if t is None:
            dead += 1
        else:
            total += t.n
    print total, dead
    keepalive_until_here(keep)


prebuilt = Thing(33)
prebuilt_ref = weakref.ref(prebuilt)


def case_prebuilt_weakref():
    collect()
    print prebuilt_ref().n, int(prebuilt_ref() is prebuilt)


def ref_or_none(n):
    if n:
        return weakref.ref(prebuilt)
    return None


def case_weakref_or_none():
    for n in range(2):
        ref = ref_or_none(n)
        if ref is None:
            print 'no reference'
        else:
            print ref().n


class Owner(object):
    def __init__(self):
        self.ref = None


@dont_inline
def owner_with_dead():
    o = Owner()
    o.ref = weakref.ref(Thing(3))
    return o


def case_weakref_in_field():
    o = owner_with_dead()
    collect()
    print int(o.ref() is None)


class Tree(object):
    def __init__(self, parent):
        self.children = []
        if parent is not None:
            self.parent = weakref.ref(parent)
            parent.children.append(self)
        else:
            self.parent = None


def case_weakref_to_parent():
    root = Tree(None)
    child = Tree(root)
    collect()
    print len(root.children), int(child.parent() is root)


class Log(object):
    count = 0
    total = 0

    def __init__(self):
        self.back = []


log = Log()


class WithDel(object):
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.count += 1
        log.total += self.n


class WithDelToo(WithDel):
    def __del__(self):
        log.total += 1000
        WithDel.__del__(self)


class WithInheritedDel(WithDel):
    pass


@dont_inline
def make_and_drop(kind, n):
    for i in range(n):
        if kind == 0:
            WithDel(i)
        elif kind == 1:
            WithDelToo(i)
        else:
            WithInheritedDel(i)


def case_del_is_called_once():
    for kind in range(3):
        log.count = log.total = 0
        make_and_drop(kind, 5)
        collect()
        print log.count, log.total


def case_del_waits_for_death():
    log.count = 0
    x = WithDel(1)
    collect()
    print log.count,
    keepalive_until_here(x)
    print x.n


class Resurrected(object):
    def __init__(self):
        self.visits = 0

    def __del__(self):
        self.visits += 1
        log.back.append(self)


@dont_inline
def make_resurrected():
    Resurrected()


def case_del_brings_back():
    make_resurrected()
    collect()
    print len(log.back), log.back[0].visits
    del log.back[:]
    collect()
    print len(log.back)


class Raising(object):
    def __del__(self):
        log.count += 1
        raise ValueError


@dont_inline
def make_raising():
    Raising()


def case_del_that_raises():
    log.count = 0
    make_raising()
    collect()
    print log.count


class Dying(object):
    def __init__(self, n, other=None):
        self.n = n
        self.other = other


class Queue(rgc.FinalizerQueue):
    Class = Dying

    def finalizer_trigger(self):
        log.count += 1


queue = Queue()


@dont_inline
def register(n):
    queue.register_finalizer(Dying(n))


def taken():
    numbers = []
    while True:
        d = queue.next_dead()
        if d is None:
            return numbers
        numbers.append(d.n)


def case_queue_gives_the_dead():
    log.count = 0
    for n in [4, 5, 6]:
        register(n)
    collect()
    numbers = taken()
    total = 0
    for n in numbers:
        total += n
    print len(numbers), total, int(log.count > 0)


def case_queue_keeps_the_living_out():
    d = Dying(7)
    queue.register_finalizer(d)
    collect()
    print len(taken())
    keepalive_until_here(d)


@dont_inline
def register_pair():
    inner = Dying(1)
    outer = Dying(2, inner)
    queue.register_finalizer(inner)
    queue.register_finalizer(outer)


def case_queue_gives_outer_first():
    collect()
    taken()
    register_pair()
    collect()
    order = taken()
    collect()
    order += taken()
    print order[0], order[1], len(order)


@dont_inline
def register_and_ref(refs):
    d = Dying(9)
    queue.register_finalizer(d)
    refs.append(weakref.ref(d))


def case_weakref_is_cleared_before_queue():
    collect()
    taken()
    refs = []
    register_and_ref(refs)
    collect()
    print int(refs[0]() is None), len(taken())


def case_trigger_again_while_not_taken():
    collect()
    taken()
    register(3)
    collect()
    log.count = 0
    rgc.collect()
    print int(log.count > 0), len(taken())
    log.count = 0
    rgc.collect()
    print log.count


class Value(object):
    def __init__(self, n):
        self.n = n


@dont_inline
def set_value(d, key, n):
    d.set(key, Value(n))


def case_weak_value_dictionary():
    d = RWeakValueDictionary(str, Value)
    kept_value = Value(11)
    d.set('kept', kept_value)
    set_value(d, 'lost', 12)
    collect()
    print d.get('kept').n, int(d.get('lost') is None), int(d.get('never') is None)
    keepalive_until_here(kept_value)


@dont_inline
def set_key(d):
    d.set(Thing(1), Value(13))


def case_weak_key_dictionary():
    d = RWeakKeyDictionary(Thing, Value)
    key = Thing(2)
    d.set(key, Value(14))
    set_key(d)
    collect()
    n, length = d.get(key).n, d.length()
    keepalive_until_here(key)
    print n, length


freed = lltype.malloc(lltype.Struct('freed', ('n', lltype.Signed)), flavor='raw', immortal=True, zero=True)
RAW_HOLDER = lltype.GcStruct('raw_holder', ('memory', rffi.CCHARP), ('n', lltype.Signed), rtti=True)


def free_memory(holder):
    lltype.free(holder.memory, flavor='raw')
    freed.n += holder.n


get_free_memory = lambda: free_memory


@dont_inline
def make_holders(n):
    for i in range(n):
        rgc.register_custom_light_finalizer(RAW_HOLDER, get_free_memory)
        h = lltype.malloc(RAW_HOLDER)
        h.memory = lltype.malloc(rffi.CCHARP.TO, 100, flavor='raw')
        h.n = 1


def case_light_finalizer():
    make_holders(50)
    collect()
    print freed.n


TRACED = lltype.GcStruct('traced', ('hidden', llmemory.Address))
HIDDEN = lltype.GcStruct('hidden', ('n', lltype.Signed))
offset_of_hidden = llmemory.offsetof(TRACED, 'hidden')


def trace(gc, obj, callback, arg1, arg2):
    gc._trace_callback(callback, arg1, arg2, obj + offset_of_hidden)


get_trace = lambda: trace


@dont_inline
def make_traced(n):
    rgc.register_custom_trace_hook(TRACED, get_trace)
    t = lltype.malloc(TRACED)
    t.hidden = llmemory.NULL
    h = lltype.malloc(HIDDEN)
    h.n = n
    t.hidden = llmemory.cast_ptr_to_adr(h)
    rgc.ll_writebarrier(t)
    return t


def case_trace_hook():
    all = [make_traced(i) for i in range(100)]
    collect()
    for i in range(2000):
        Thing(i)
    collect()
    total = 0
    for t in all:
        total += llmemory.cast_adr_to_ptr(t.hidden, lltype.Ptr(HIDDEN)).n
    print total


def case_flag_of_object():
    if not rgc.has_gcflag_extra():
        print 0, 1, 0
        return
    t = Thing(1)
    ref = rgc.cast_instance_to_gcref(t)
    before = rgc.get_gcflag_extra(ref)
    rgc.toggle_gcflag_extra(ref)
    during = rgc.get_gcflag_extra(ref)
    rgc.toggle_gcflag_extra(ref)
    print int(before), int(during), int(rgc.get_gcflag_extra(ref))


def case_cast_reference_to_instance():
    t = SubThing(8)
    ref = rgc.cast_instance_to_gcref(t)
    print rgc.try_cast_gcref_to_instance(Thing, ref).n, int(rgc.try_cast_gcref_to_instance(Value, ref) is None)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
