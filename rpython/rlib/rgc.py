"""The program's view of its collector."""
import gc
import os

from __rpython__ import finalizers_run
from rpython.memory import heap, stacks
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib import objectmodel
from rpython.rlib._raw_lists import (
    LIST_OF_CHARS, ll_for_resizable_list, nonmoving_raw_ptr_for_resizable_list, resizable_list_supporting_raw_ptr)
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper import annlowlevel
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop


@intrinsic('rgc.collect')
def collect(gen=None):
    """A full collection, or one of the young objects if `gen` is 0."""
    gc.collect()


class _Untranslated(object):
    """The evaluator's own collector is never turned off; what the program asked for is remembered."""
    enabled = True


_untranslated = _Untranslated()


@intrinsic('rgc.enable')
def enable():
    _untranslated.enabled = True


@intrinsic('rgc.disable')
def disable():
    """No major collections until `enable()`."""
    _untranslated.enabled = False


@intrinsic('rgc.isenabled')
def isenabled():
    return _untranslated.enabled


class _Steps(object):
    """Where a collection in steps is. All the work is done in the last one, since the collectors do it at once."""
    LAST = 3

    def __init__(self):
        self.state = 0


_steps = _Steps()


def collect_step():
    """A step of a collection; `is_done` says of its result whether it was the last one."""
    old = _steps.state
    new = old + 1
    if old == _steps.LAST:
        collect()
        new = 0
    _steps.state = new
    return _encode_states(old, new)


def _encode_states(oldstate, newstate):
    return oldstate << 8 | newstate


def old_state(states):
    return (states & 0xFF00) >> 8


def new_state(states):
    return states & 0xFF


def is_done(states):
    """Whether the step with this result was the last one."""
    return is_done__states(old_state(states), new_state(states))


def is_done__states(oldstate, newstate):
    return oldstate != 0 and newstate == 0


@intrinsic('rgc.set_max_heap_size')
def set_max_heap_size(nbytes):
    """MemoryError beyond this many bytes; 0 for no limit."""


def must_split_gc_address_space():
    return False


def _make_sure_does_not_move(p):
    """Whether the object stays where it is from now on; collects until it does. False if it is only pinned."""
    if not objectmodel.we_are_translated():
        return not _is_pinned(p)
    if _is_pinned(p):
        return False
    collections = 0
    while can_move(p):
        if collections == 8:
            raise NotImplementedError("the object cannot be kept where it is")
        if collections == 0:
            collect(0)
        else:
            collect()
        collections += 1
    return True


_make_sure_does_not_move._annspecialcase_ = 'specialize:argtype(0)'


def needs_write_barrier(obj):
    """Whether storing this pointer needs one. A machine code generator asks."""
    return bool(obj)


needs_write_barrier._annspecialcase_ = 'specialize:argtype(0)'


@objectmodel.specialize.memo()
def lltype_is_gc(TP):
    """Whether values of this low-level type are managed pointers."""
    return isinstance(TP, lltype.Ptr) and TP._needsgc()


@intrinsic('rgc.can_move')
def can_move(p):
    """Whether a collection may change the object's address."""
    return True


_pinned = []


@intrinsic('rgc.pin')
def pin(obj):
    """Keeps the object where it is; False where that is not possible, as in all translated programs. Untranslated, nothing
    moves anyway."""
    _pinned.append(obj)
    return True


@intrinsic('rgc.unpin')
def unpin(obj):
    for i in range(len(_pinned)):
        if _pinned[i] is obj:
            del _pinned[i]
            return
    raise AssertionError("this was not pinned: %r" % (obj,))


def _is_pinned(obj):
    """In translated programs nothing is: `pin()` is always refused."""
    if not objectmodel.we_are_translated():
        return len([o for o in _pinned if o is obj]) > 0
    return False


_is_pinned._annspecialcase_ = 'specialize:argtype(0)'


@intrinsic('rgc.add_memory_pressure')
def add_memory_pressure(estimate, object=None):
    """Tells of memory outside the heap that objects keep."""


def increase_root_stack_depth(new_size):
    """Does nothing: there is room from the start for the roots of all calls that the machine's stack can hold
    (`rstack.LARGEST_STACK_BYTES`)."""


@objectmodel.specialize.memo()
def _contains_gcptr(TYPE):
    """Whether something of this type holds managed pointers."""
    if isinstance(TYPE, lltype.Struct):
        for name in TYPE._names:
            if _contains_gcptr(getattr(TYPE, name)):
                return True
        return False
    return isinstance(TYPE, lltype.Ptr) and TYPE._needsgc()


@objectmodel.specialize.memo()
def _is_array_of_structs(ARRAY):
    return isinstance(ARRAY.OF, lltype.Struct)


@objectmodel.specialize.memo()
def _item_copier(STRUCT):
    """A function that copies the fields of one struct to another."""
    lines = ['pass']
    namespace = {}
    for name in STRUCT._names:
        TYPE = getattr(STRUCT, name)
        if isinstance(TYPE, lltype.Struct):
            namespace['copy_' + name] = _item_copier(TYPE)
            lines.append('copy_%s(source.%s, dest.%s)' % (name, name, name))
        else:
            lines.append('dest.%s = source.%s' % (name, name))
    exec 'def copy(source, dest):\n    %s\n' % '\n    '.join(lines) in namespace
    return namespace['copy']


@objectmodel.specialize.ll()
def copy_struct_item(source, dest, si, di):
    """Copies the fields of a struct in one array to a struct in another."""
    _item_copier(lltype.typeOf(source).TO.OF)(source[si], dest[di])


@objectmodel.specialize.ll()
def copy_item(source, dest, si, di):
    ARRAY = lltype.typeOf(source).TO
    if _is_array_of_structs(ARRAY):
        _item_copier(ARRAY.OF)(source[si], dest[di])
    else:
        dest[di] = source[si]


@objectmodel.specialize.ll()
def _item_address(p, index):
    ARRAY = lltype.typeOf(p).TO
    return (llmemory.cast_ptr_to_adr(p) + llmemory.itemoffsetof(ARRAY, 0)) + llmemory.sizeof(ARRAY.OF) * index


@objectmodel.specialize.ll()
def ll_arraycopy(source, dest, source_start, dest_start, length):
    """Copies items between arrays of the same type, which may be the same array."""
    ARRAY = lltype.typeOf(source).TO
    if objectmodel.we_are_translated() and not _contains_gcptr(ARRAY.OF):
        llop.raw_memmove(lltype.Void, _item_address(source, source_start), _item_address(dest, dest_start),
                         llmemory.sizeof(ARRAY.OF) * length)
        objectmodel.keepalive_until_here(source)
        objectmodel.keepalive_until_here(dest)
    elif source_start < dest_start:
        i = length - 1
        while i >= 0:
            copy_item(source, dest, source_start + i, dest_start + i)
            i -= 1
    else:
        i = 0
        while i < length:
            copy_item(source, dest, source_start + i, dest_start + i)
            i += 1


@objectmodel.specialize.ll()
def ll_arraymove(array, source_start, dest_start, length):
    """Moves items within an array."""
    ll_arraycopy(array, array, source_start, dest_start, length)


@objectmodel.specialize.ll()
def ll_arrayclear(p):
    """Sets all items to zero or null."""
    ARRAY = lltype.typeOf(p).TO
    if objectmodel.we_are_translated():
        llop.raw_memclear(lltype.Void, _item_address(p, 0), llmemory.sizeof(ARRAY.OF) * len(p))
        objectmodel.keepalive_until_here(p)
    else:
        zero = lltype.malloc(ARRAY, 1, zero=True)
        i = 0
        while i < len(p):
            copy_item(zero, p, 0, i)
            i += 1


@objectmodel.specialize.ll()
def ll_arrayfill(p, item):
    """Sets all items."""
    i = 0
    while i < len(p):
        p[i] = item
        i += 1


@objectmodel.specialize.ll()
def ll_shrink_array(p, smallerlength):
    """An array, or a struct that ends in one, with the first items only; `p` must not be used any more."""
    TYPE = lltype.typeOf(p).TO
    result = lltype.malloc(TYPE, smallerlength)
    _copy_prefix(TYPE)(p, result, smallerlength)
    return result


@objectmodel.specialize.memo()
def _copy_prefix(TYPE):
    """A function that copies all fields and so many items."""
    if not isinstance(TYPE, lltype.Struct):
        def copy_items(source, dest, length):
            ll_arraycopy(source, dest, 0, 0, length)
        return copy_items
    array = TYPE._arrayfld
    lines = ['dest.%s = source.%s' % (name, name) for name in TYPE._names[:-1]]
    lines += ['i = 0',
              'while i < length:',
              '    dest.%s[i] = source.%s[i]' % (array, array),
              '    i += 1']
    namespace = {}
    exec 'def copy_fields(source, dest, length):\n    %s\n' % '\n    '.join(lines) in namespace
    return namespace['copy_fields']


def no_collect(func):
    """No collection may happen in the function: translation fails if it, or what it calls, allocates managed memory."""
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
    # Untranslated, `trigger` is not needed: the queue itself is at hand. What is registered while the program is imported
    # to be translated never dies, and its class stays as it is.
    if not finalizers_run():
        return
    cls = obj.__class__
    if '_untranslated_queues' not in cls.__dict__:
        cls._untranslated_queues = None
        cls.__del__ = _untranslated_del(getattr(cls, '__del__', None))
    if obj._untranslated_queues is None:
        obj._untranslated_queues = []
    obj._untranslated_queues.append(fq)


def _untranslated_del(own):
    """A destructor that gives an object to its queues first; what the class says is done when it dies again."""
    def __del__(self):
        queues = self._untranslated_queues
        if queues is not None:
            self._untranslated_queues = None
            for fq in queues:
                fq.__dict__.setdefault('_untranslated_dead', []).append(self)
                fq.finalizer_trigger()
        elif own is not None:
            own(self)
    return __del__


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


# ---------------------------------------------------------------- looking at objects
#
# What these give where there is no collector of the translated program's own (untranslated, interpreted, --gc=none) says so:
# None, -1 or False.

_NUMBERS = lltype.GcArray(lltype.Signed)
ARRAY_OF_CHAR = lltype.Array(lltype.Char)
NULL_GCREF = lltype.nullptr(llmemory.GCREF.TO)


def _address(gcref):
    return llmemory.cast_ptr_to_adr(gcref)


def _take_found(result):
    i = 0
    while i < len(result) and i < heap.found.used:
        result[i] = llmemory.cast_adr_to_ptr(heap.found.get(i), llmemory.GCREF)
        i += 1
    heap.found.clear()


def get_rpy_roots():
    """The objects that the collector starts from; None if it cannot tell."""
    if not objectmodel.we_are_translated() or not stacks.has_roots():
        return None
    heap.find_roots()
    result = [NULL_GCREF] * heap.found.used
    # The list may have made objects move.
    heap.find_roots()
    _take_found(result)
    return result


def get_rpy_referents(gcref):
    """The objects that this one refers to."""
    if not objectmodel.we_are_translated() or not stacks.has_roots():
        return None
    heap.find_referents(_address(gcref))
    result = [NULL_GCREF] * heap.found.used
    heap.find_referents(_address(gcref))
    _take_found(result)
    return result


def get_rpy_memory_usage(gcref):
    """Bytes of the object, without its header."""
    if not objectmodel.we_are_translated() or not stacks.has_roots():
        return -1
    return heap.size_of(_address(gcref))


def get_rpy_type_index(gcref):
    """A number of the object's low-level type, an index into `get_typeids_list()`."""
    if not objectmodel.we_are_translated() or not stacks.has_roots():
        return -1
    # This op makes types of the same shape differ.
    return llop.gc_gettypeid(lltype.Signed, gcref)


@objectmodel.specialize.argtype(0)
def get_typeid(obj):
    """A number of the object's low-level type. Translated programs only."""
    if not objectmodel.we_are_translated():
        raise TypeError("get_typeid() works in translated programs only")
    return llop.gc_gettypeid(lltype.Signed, obj)


ARRAY_OF_CHAR = lltype.Array(lltype.Char)
_NUMBERS = lltype.GcArray(lltype.Signed)


def get_typeids_z():
    """Descriptions of the low-level types by their ids, as the characters of a zlib stream; null if there is no collector that
    has ids."""
    if not objectmodel.we_are_translated():
        return lltype.nullptr(ARRAY_OF_CHAR)
    return llop.gc_typeids_z(lltype.Ptr(ARRAY_OF_CHAR))


def get_typeids_list():
    """The numbers of the low-level types: they are their own indices."""
    count = 0
    if objectmodel.we_are_translated() and stacks.has_roots():
        count = heap.count_types()
    result = lltype.malloc(_NUMBERS, count)
    for i in range(count):
        result[i] = i
    return result


def cast_gcref_to_int(gcref):
    return llmemory.cast_adr_to_int(_address(gcref))


def cast_instance_to_gcref(x):
    """The object as a reference of no particular type; None gives NULL_GCREF."""
    return annlowlevel.cast_instance_to_gcref(x)


cast_instance_to_gcref._annspecialcase_ = 'specialize:argtype(0)'


@objectmodel.specialize.arg(0)
def try_cast_gcref_to_instance(Class, gcref):
    """The instance, or None if it is something else than an instance of the class."""
    if _is_rpy_instance(gcref) and annlowlevel.gcref_isinstance(Class, gcref):
        return annlowlevel.cast_gcref_to_instance(Class, gcref)
    return None


def _is_rpy_instance(gcref):
    if not gcref:
        return False
    if not stacks.has_roots():
        return llop.gc_is_instance(lltype.Bool, gcref)
    return heap.is_instance(_address(gcref))


def has_gcflag_extra():
    return objectmodel.we_are_translated() and stacks.has_roots()


def get_gcflag_extra(gcref):
    """A flag that programs may use, off at first."""
    return stacks.has_roots() and heap.has_extra_flag(_address(gcref))


def toggle_gcflag_extra(gcref):
    if stacks.has_roots():
        heap.toggle_extra_flag(_address(gcref))


def get_gcflag_dummy(gcref):
    """Whether the object only stands in for others. None does."""
    return False


def assert_no_more_gcflags():
    """To be called when a walk has taken back all its flags."""


def clear_gcflag_extra(fromlist):
    """Takes the flag from these objects and from all that they reach through objects that have it."""
    pending = fromlist[:]
    while pending:
        gcref = pending.pop()
        if get_gcflag_extra(gcref):
            toggle_gcflag_extra(gcref)
            pending.extend(get_rpy_referents(gcref))


@objectmodel.specialize.arg(0)
def do_get_objects(callback):
    """`callback(gcref)` for every object that is reachable; the list of its results that are not None."""
    roots = get_rpy_roots()
    result = []
    if not roots:
        return result
    pending = roots[:]
    while pending:
        gcref = pending.pop()
        if not get_gcflag_extra(gcref):
            toggle_gcflag_extra(gcref)
            value = callback(gcref)
            if value is not None:
                result.append(value)
            pending.extend(get_rpy_referents(gcref))
    clear_gcflag_extra(roots)
    assert_no_more_gcflags()
    return result


def dump_rpy_heap(fd):
    """Writes all objects that are reachable to a file, in words: the roots, four words 0, 0, 0, -1, the others. An object is
    its address, the number of its type, its size, the addresses that it refers to, and -1. Whether it could."""
    if not objectmodel.we_are_translated() or not stacks.has_roots():
        return False
    # Afterwards what is there does not move any more.
    collect()
    roots = get_rpy_roots()
    dumper = _HeapDumper(fd)
    for gcref in roots:
        if not get_gcflag_extra(gcref):
            toggle_gcflag_extra(gcref)
            dumper.write_object(gcref)
    dumper.write_marker()
    while dumper.pending:
        dumper.write_object(dumper.pending.pop())
    clear_gcflag_extra(roots)
    dumper.flush()
    return True


class _HeapDumper(object):
    WORDS = 8192

    def __init__(self, fd):
        self.fd = fd
        self.pending = []
        self.words = []

    def write(self, word):
        self.words.append(word)

    def write_marker(self):
        self.words += [0, 0, 0, -1]

    def write_object(self, gcref):
        # Referents first: the list of them may make the object move.
        referents = get_rpy_referents(gcref)
        self.write(cast_gcref_to_int(gcref))
        self.write(get_rpy_type_index(gcref))
        self.write(get_rpy_memory_usage(gcref))
        for referent in referents:
            self.write(cast_gcref_to_int(referent))
            if not get_gcflag_extra(referent):
                toggle_gcflag_extra(referent)
                self.pending.append(referent)
        self.write(-1)
        if len(self.words) >= self.WORDS:
            self.flush()

    def flush(self):
        chars = []
        for word in self.words:
            for shift in range(0, LONG_BIT, 8):
                chars.append(chr((word >> shift) & 0xFF))
        self.words = []
        text = ''.join(chars)
        while text:
            done = os.write(self.fd, text)
            text = text[done:]


# ---------------------------------------------------------------- places and copies


def move_out_of_nursery(obj):
    """The object, at an address that does not change any more if that is possible."""
    collect(0)
    return obj


move_out_of_nursery._annspecialcase_ = 'specialize:argtype(0)'


def hide_nonmovable_gcref(gcref):
    """The address as a number, which keeps nothing alive."""
    return cast_gcref_to_int(gcref)


def reveal_gcref(number):
    return llmemory.cast_adr_to_ptr(llmemory.cast_int_to_adr(number), llmemory.GCREF)


def may_ignore_finalizer(obj):
    """The finalizer of the object need not run any more. A hint."""


may_ignore_finalizer._annspecialcase_ = 'specialize:argtype(0)'


@intrinsic('rgc.set_finalizer')
def _set_finalizer(TYPE, function):
    """Nothing dies untranslated."""


@objectmodel.specialize.memo()
def _light_finalizer(TYPE, lambda_func):
    function = lambda_func()

    def finalize(p):
        function(p)
    return finalize


@objectmodel.specialize.memo()
def _finalizer_type(TYPE):
    return lltype.Ptr(lltype.FuncType([lltype.Ptr(TYPE)], lltype.Void))


@objectmodel.specialize.arg(0, 1)
def register_custom_light_finalizer(TYPE, lambda_func):
    """`lambda_func()` is the function that is called with a dying struct of the type. It neither collects nor resurrects."""
    _set_finalizer(TYPE, llhelper(_finalizer_type(TYPE), _light_finalizer(TYPE, lambda_func)))


@intrinsic('rgc.set_tracer')
def _set_tracer(TYPE, function):
    """Nothing is collected untranslated."""


class _Tracing(object):
    """What trace hooks get for the collector."""

    def _freeze_(self):
        return True

    def _trace_callback(self, callback, arg1, arg2, address):
        if stacks.has_roots():
            heap.traced.append(address)
        else:
            llop.gc_trace_place(lltype.Void, address)


_tracing = _Tracing()
_TRACER = lltype.Ptr(lltype.FuncType([llmemory.Address], lltype.Void))


@objectmodel.specialize.memo()
def _tracer(TYPE, lambda_func):
    hook = lambda_func()

    def trace(address):
        hook(_tracing, address, None, None, None)
    return trace


@objectmodel.specialize.arg(0, 1)
def register_custom_trace_hook(TYPE, lambda_func):
    """`lambda_func()` is the function that finds the managed pointers that structs of the type keep where the collector does
    not see them: `hook(gc, address, callback, arg1, arg2)` calls `gc._trace_callback(callback, arg1, arg2, place)` for the
    place of each. It does not allocate. When such a pointer is stored into an old struct, `ll_writebarrier` must be called."""
    _set_tracer(TYPE, llhelper(_TRACER, _tracer(TYPE, lambda_func)))


@objectmodel.specialize.ll()
def ll_writebarrier(gc_obj):
    """To be called when a pointer is stored in raw memory that belongs to the object."""
    llop.gc_writebarrier(lltype.Void, gc_obj)


# ---------------------------------------------------------------- strings


def ll_write_final_null_char(s):
    """There is a zero behind the characters of every string."""


ll_write_final_null_char._annspecialcase_ = 'specialize:ll'


def has_final_null_char(PSTR):
    """Whether C may read the characters of a low-level string where they are."""
    return True


has_final_null_char._annspecialcase_ = 'specialize:memo'
