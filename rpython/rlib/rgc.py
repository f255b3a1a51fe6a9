"""The program's view of its collector."""
import gc

from rpython.rlib.intrinsic import intrinsic
from rpython.rlib import objectmodel
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype


@intrinsic('rgc.collect')
def collect(gen=None):
    """A full collection."""
    gc.collect()


@intrinsic('rgc.enable')
def enable():
    gc.enable()


@intrinsic('rgc.disable')
def disable():
    """No major collections until `enable()`."""
    gc.disable()


@intrinsic('rgc.isenabled')
def isenabled():
    return gc.isenabled()


@intrinsic('rgc.collect_step')
def collect_step():
    """One step of an incremental collection; see `is_done`."""
    gc.collect()
    return 1


def is_done(states):
    return True


@intrinsic('rgc.set_max_heap_size')
def set_max_heap_size(nbytes):
    """MemoryError beyond this many bytes; 0 for no limit."""


@intrinsic('rgc.must_split_gc_address_space')
def must_split_gc_address_space():
    return False


@intrinsic('rgc.can_move')
def can_move(p):
    """Whether a collection may change the object's address."""
    return True


@intrinsic('rgc.pin')
def pin(obj):
    """Keeps the object where it is; False where that is not possible."""
    return False


@intrinsic('rgc.unpin')
def unpin(obj):
    raise AssertionError("nothing is pinned")


@intrinsic('rgc._is_pinned')
def _is_pinned(obj):
    return False


@intrinsic('rgc.add_memory_pressure')
def add_memory_pressure(estimate, object=None):
    """Tells of memory outside the heap that objects keep."""


@intrinsic('rgc.increase_root_stack_depth')
def increase_root_stack_depth(new_size):
    pass


@intrinsic('rgc.ll_arraycopy')
def ll_arraycopy(source, dest, source_start, dest_start, length):
    """Copies items between arrays of the same type, which may be the same array."""
    if source_start < dest_start:
        i = length - 1
        while i >= 0:
            dest[dest_start + i] = source[source_start + i]
            i -= 1
    else:
        i = 0
        while i < length:
            dest[dest_start + i] = source[source_start + i]
            i += 1


@intrinsic('rgc.ll_arrayclear')
def ll_arrayclear(p):
    for i in range(len(p)):
        p[i] = 0


@intrinsic('rgc.ll_shrink_array')
def ll_shrink_array(p, smallerlength):
    from rpython.rtyper.lltypesystem import lltype
    newp = lltype.malloc(lltype.typeOf(p).TO, smallerlength)
    ll_arraycopy(p, newp, 0, 0, smallerlength)
    return newp


def no_collect(func):
    """Promises that no collection happens in the function."""
    func._dont_inline_ = True
    func._gc_no_collect_ = True
    return func


def must_be_light_finalizer(func):
    """The `__del__` neither collects nor resurrects."""
    func._must_be_light_finalizer_ = True
    return func


def no_release_gil(func):
    func._dont_inline_ = True
    func._no_release_gil_ = True
    return func


_TRIGGER = lltype.Ptr(lltype.FuncType([], lltype.Void))


@objectmodel.specialize.memo()
def _trigger_of(fq):
    """The function that the collector calls when objects of the queue have died. What that raises has nowhere to go."""
    def trigger():
        try:
            fq.finalizer_trigger()
        except Exception:
            pass
    return trigger


class FinalizerQueue(object):
    """Collects unreachable objects that were registered. Subclass it, set `Class` to the class of the objects, define
    `finalizer_trigger(self)`, and make one prebuilt instance; `next_dead()` gives the dead ones, then None."""
    Class = None

    def finalizer_trigger(self):
        raise NotImplementedError

    def _freeze_(self):
        return True

    def next_dead(self):
        return _next_dead(self)

    def register_finalizer(self, obj):
        _register_finalizer(self, obj, llhelper(_TRIGGER, _trigger_of(self)))
    next_dead._annspecialcase_ = 'specialize:arg(0)'
    register_finalizer._annspecialcase_ = 'specialize:arg(0)'


@intrinsic('rgc.fq_next_dead')
def _next_dead(fq):
    dead = fq.__dict__.get('_untranslated_dead')
    if not dead:
        return None
    return dead.pop(0)


@intrinsic('rgc.fq_register')
def _register_finalizer(fq, obj, trigger):
    # Untranslated, `trigger` is not needed: the queue itself is at hand.
    cls = obj.__class__
    if '_untranslated_queues' not in cls.__dict__:
        cls._untranslated_queues = None
        cls.__del__ = _untranslated_del
    if obj._untranslated_queues is None:
        obj._untranslated_queues = []
    obj._untranslated_queues.append(fq)


def _untranslated_del(self):
    queues = self._untranslated_queues
    if queues is not None:
        self._untranslated_queues = None
        for fq in queues:
            fq.__dict__.setdefault('_untranslated_dead', []).append(self)
            fq.finalizer_trigger()


TOTAL_MEMORY = 0
TOTAL_ALLOCATED_MEMORY = 1
TOTAL_MEMORY_PRESSURE = 2
PEAK_MEMORY = 3
PEAK_ALLOCATED_MEMORY = 4
TOTAL_ARENA_MEMORY = 5
TOTAL_RAWMALLOCED_MEMORY = 6
PEAK_ARENA_MEMORY = 7
PEAK_RAWMALLOCED_MEMORY = 8
NURSERY_SIZE = 9
TOTAL_GC_TIME = 10


@intrinsic('rgc.get_stats')
def get_stats(stat_no):
    return -1


@intrinsic('rgc.get_rpy_memory_usage')
def get_rpy_memory_usage(gcref):
    return -1


@intrinsic('rgc.get_rpy_type_index')
def get_rpy_type_index(gcref):
    return -1
