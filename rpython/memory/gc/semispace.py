"""A copying collector: one space, whose live objects are copied to a new one when it is full.

Objects are allocated one behind the other. A collection copies what the roots reach, then scans the copies for more
(Cheney's order), and frees the old space as a whole. The new space grows with what is alive. There are
no generations, so no write barrier: prebuilt objects that hold pointers are roots of every collection.

An object has no fixed address, so its identity hash is made from where it was when the hash was first asked for; when
it moves, the hash is stored in a word behind it.
"""
from rpython.rlib.debug import debug_print, debug_start, debug_stop
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rlib.rtimer import read_timestamp
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.env import read_size, read_float
from rpython.memory.gc.objects import STATE_FINALIZING, STATE_SCANNING
from rpython.memory.queues import (
    FinalizerQueues, Q_FIRST, Q_NEXT, R_NEXT, R_OBJECT)
from rpython.memory.raw import (
    NULL, WORD, POINTER, ALIGN, FRONT, load_word, store_word, load_address, store_address, allocate, free, AddressStack)
from rpython.memory.stacks import S_BASE, S_TOP, S_NEXT
from rpython.memory.gcdata import (
    gcdata, HEADER, MIN_SIZE, TYPEID_MASK, FLAG_FORWARDED, FLAG_PREBUILT, FLAG_HAS_HASH, FLAG_HASH_TAKEN,
    FLAG_ORDERING, T_VARSIZE, T_ITEMS_HAVE_PTRS, T_HAS_PTRS, T_TEXT, T_CUSTOM_TRACE)
from rpython.memory.heap import traced

DEFAULT_SPACE = 8 * 1024 * 1024
MIN_SPACE = 16 * 1024
ROOT_STACK_BYTES = 16 * 1024 * 1024
# With zeal, a collection may cost this many times what is allocated between two of them: with a few kilobytes alive,
# there is one at every allocation.
ZEAL_SHIFT = 8
MAX_BYTES = 1 << (LONG_BIT - 2)
# Hashes of objects that move start here, away from the addresses of prebuilt objects.
FIRST_HASH = 1 << (LONG_BIT - 24)


class SemiSpace(object):

    def __init__(self):
        self.space = NULL             # where objects are allocated; gcdata.nursery_free is the next one
        self.limit = NULL             # up to where
        self.size = 0                 # bytes a new space should have
        self.min_size = 0
        self.old_space = NULL         # during a collection: where the objects come from
        self.old_used = 0
        self.live = 0                 # bytes alive after the last collection
        self.peak = 0
        self.max_heap = 0
        self.growth = 3.0             # a space has at least so many times what is alive
        self.zeal = False             # collect at every allocation
        self.enabled = True
        self.hooks = None             # the program's `GcHooks`, set before translation
        self.collections = 0
        self.hash_base = FIRST_HASH   # grows so that no two objects ever have the same hash
        self.hashes_taken = 0         # objects that grow by a word when they move
        self.prebuilt = AddressStack()      # prebuilt objects with pointers in them
        self.weakrefs = AddressStack()
        self.finalizers = AddressStack()
        self.to_finalize = AddressStack()
        self.finalizing = False
        self.queues = FinalizerQueues()
        self.stack = AddressStack()

    # ------------------------------------------------------------ start

    def setup(self):
        """Called once, before any allocation."""
        size = read_size('PYPY_GC_MIN')
        if size <= 0:
            size = DEFAULT_SPACE
        if size < MIN_SPACE:
            size = MIN_SPACE
        self.min_size = (size + ALIGN - 1) & ~(ALIGN - 1)
        self.size = self.min_size
        if read_size('PYPY_GC_ZEAL') > 0:
            self.zeal = True
        growth = read_float('PYPY_GC_MAJOR_COLLECT')
        if growth > 1.0:
            self.growth = growth
        self.max_heap = read_size('PYPY_GC_MAX')
        gcdata.root_stack_base = allocate(ROOT_STACK_BYTES)
        llop.gc_set_stack_top(lltype.Void, gcdata.root_stack_base)
        gcdata.root_stack_limit = gcdata.root_stack_base + ROOT_STACK_BYTES
        memory = allocate(self.size + FRONT)
        self.space = memory + FRONT
        if memory == NULL or gcdata.root_stack_base == NULL:
            llop.debug_fatalerror(lltype.Void, "not enough memory to start")
        gcdata.nursery_free = self.space
        self.set_limit(self.size)
        objects = gcdata.prebuilt
        i = 0
        while i < len(objects):
            if self.type_of(objects[i]).infobits & (T_HAS_PTRS | T_ITEMS_HAVE_PTRS | T_CUSTOM_TRACE):
                self.prebuilt.append(objects[i])
            i += 1

    def set_limit(self, size):
        """How much of the space, which has `size` bytes, may be used."""
        if self.max_heap > 0 and size > self.max_heap:
            size = self.max_heap
        self.limit = self.space + size
        gcdata.nursery_top = self.limit
        if self.zeal:
            # The inlined fast path always fails.
            gcdata.nursery_top = self.space

    def add_pressure(self, nbytes):
        """Memory outside the heap: the next collection comes so many bytes earlier."""
        left = self.limit - gcdata.nursery_free
        if nbytes > left:
            nbytes = left
        if nbytes > 0:
            self.limit -= nbytes & ~(WORD - 1)
            if not self.zeal:
                gcdata.nursery_top = self.limit

    # ------------------------------------------------------------ allocation

    def malloc_fixed(self, tid, size):
        """`size` without header. The inlined fast path has failed, or does not apply."""
        total = round_up(size + HEADER)
        obj = self.reserve(tid, total)
        if obj != NULL:
            llop.raw_memclear(lltype.Void, obj, total - HEADER)
        return obj

    @always_inline
    def malloc_varsize(self, tid, size, itemsize, lengthoffset, length):
        """Raises the length's overflow as NULL."""
        if itemsize:
            if length < 0 or length > MAX_BYTES // itemsize:
                return NULL
        total = round_up(size + HEADER + itemsize * length)
        obj = self.reserve(tid, total)
        if obj != NULL:
            if gcdata.types[tid].infobits & T_TEXT:
                # The hash, and the zero behind the text.
                store_word(obj, 0, 0)
                store_word(obj, total - (HEADER + WORD), 0)
                if ALIGN > WORD:
                    store_word(obj, total - (HEADER + ALIGN), 0)
            else:
                llop.raw_memclear(lltype.Void, obj, total - HEADER)
            store_word(obj, lengthoffset, length)
        return obj

    @always_inline
    def reserve(self, tid, total):
        """An object that is not cleared, with its header."""
        if self.zeal or self.limit - gcdata.nursery_free < total:
            if not self.make_room(total):
                return NULL
        block = gcdata.nursery_free
        gcdata.nursery_free = block + total
        store_word(block, 0, tid)
        return block + HEADER

    @dont_inline
    def make_room(self, total):
        """False if memory is out."""
        if self.limit - gcdata.nursery_free >= total and self.used() - self.live < self.live >> ZEAL_SHIFT:
            return True
        if not self.collect_for(total):
            return False
        if self.enabled:
            self.run_finalizers()
        if self.limit - gcdata.nursery_free < total:
            # A finalizer has filled the space again.
            if not self.collect_for(total):
                return False
        return self.limit - gcdata.nursery_free >= total

    def malloc_weakref(self, tid, size):
        """The caller stores the target, which it keeps alive meanwhile."""
        obj = self.malloc_fixed(tid, size)
        if obj != NULL:
            self.weakrefs.append(obj)
        return obj

    def malloc_finalizer(self, tid, size):
        obj = self.malloc_fixed(tid, size)
        if obj != NULL:
            self.finalizers.append(obj)
        return obj

    def used(self):
        return gcdata.nursery_free - self.space

    # ------------------------------------------------------------ objects

    @always_inline
    def header(self, obj):
        return load_word(obj, -HEADER)

    @always_inline
    def set_header(self, obj, value):
        store_word(obj, -HEADER, value)

    @always_inline
    def type_of(self, obj):
        return gcdata.types[self.header(obj) & TYPEID_MASK]

    def total_size(self, obj):
        """With header, rounded to words, without a hash behind the object."""
        info = self.type_of(obj)
        size = info.fixedsize
        if info.infobits & T_VARSIZE:
            size += info.itemsize * load_word(obj, info.lengthoffset)
        return round_up(size + HEADER)

    @always_inline
    def is_old(self, obj):
        """During a collection: whether it is in the space that will be freed."""
        return within(obj, self.old_space, self.old_used)

    # ------------------------------------------------------------ collections

    def collect(self):
        """Leaves everything as it is if there is no memory for the copies."""
        if self.collect_for(0):
            self.run_finalizers()

    def collect_for(self, more):
        """`more`: bytes about to be allocated. False if there is no memory for the copies."""
        debug_start('gc-collect')
        debug_print('used before collection:', self.used(), 'bytes')
        done = self.copy_for(more)
        debug_print('used after collection:', self.used(), 'bytes')
        debug_stop('gc-collect')
        return done

    @dont_inline
    def copy_for(self, more):
        start = self.hook_time()
        self.old_used = self.used()
        size = self.old_used + self.hashes_taken * ALIGN + more
        if size < self.size:
            size = self.size
        memory = allocate(size + FRONT)
        if memory == NULL:
            return False
        new_space = memory + FRONT
        self.old_space = self.space
        self.space = new_space
        gcdata.nursery_free = new_space
        self.copy_all()
        self.hash_base += self.old_used // WORD + 1
        self.hashes_taken = 0
        self.live = self.used()
        if self.live > self.peak:
            self.peak = self.live
        if self.zeal:
            # Who still has an old address shall notice.
            llop.raw_memclear(lltype.Void, self.old_space, self.old_used)
        free(self.old_space - FRONT)
        self.old_space = NULL
        self.old_used = 0
        self.set_limit(size)
        wanted = int(float(self.live) * self.growth)
        if wanted < self.min_size:
            wanted = self.min_size
        self.size = (wanted + ALIGN - 1) & ~(ALIGN - 1)
        self.collections += 1
        if self.hooks is not None:
            self.hooks.fire_gc_collect(self.collections, 1, 1, self.live, 0, 0, 0)
            self.hooks.fire_gc_collect_step(self.hook_time() - start, STATE_FINALIZING, STATE_SCANNING)
        return True

    @always_inline
    def hook_time(self):
        if self.hooks is None:
            return 0
        return read_timestamp()

    def copy_all(self):
        scan = self.space + HEADER
        self.copy_roots()
        scan = self.scan(scan)
        self.update_weakrefs()
        # A queue takes an object first: its destructor runs when it dies again.
        scan = self.find_dead_registered(scan)
        self.copy_finalizable(scan)
        self.finish_weakrefs()
        self.hand_out_registered()

    def copy_stack(self, slot, top):
        while slot != top:
            self.copy_slot(slot)
            slot += POINTER

    def copy_roots(self):
        self.copy_stack(gcdata.root_stack_base, llop.gc_stack_top(llmemory.Address))
        stack = gcdata.suspended
        while stack != NULL:
            self.copy_stack(load_address(stack, S_BASE), load_address(stack, S_TOP))
            stack = load_address(stack, S_NEXT)
        roots = gcdata.static_roots
        i = 0
        while i < len(roots):
            self.copy_slot(roots[i])
            i += 1
        i = 0
        while i < self.prebuilt.used:
            self.copy_contents(self.prebuilt.get(i))
            i += 1
        i = 0
        while i < self.to_finalize.used:
            self.to_finalize.set(i, self.moved(self.to_finalize.get(i)))
            i += 1
        queue = self.queues.newest
        while queue != NULL:
            registration = load_address(queue, Q_FIRST)
            while registration != NULL:
                self.copy_slot(registration + R_OBJECT)
                registration = load_address(registration, R_NEXT)
            queue = load_address(queue, Q_NEXT)

    @always_inline
    def copy_slot(self, slot):
        obj = load_address(slot, 0)
        if self.is_old(obj) and not is_tagged(obj):
            store_address(slot, 0, self.move(obj))

    def moved(self, obj):
        if self.is_old(obj):
            return self.move(obj)
        return obj

    def move(self, obj):
        """The new address of an object of the old space, which is copied unless it was."""
        header = self.header(obj)
        if header & FLAG_FORWARDED:
            return load_address(obj, 0)
        total = self.total_size(obj)
        newobj = gcdata.nursery_free + HEADER
        llop.raw_memcopy(lltype.Void, obj, newobj, total - HEADER)
        if header & (FLAG_HASH_TAKEN | FLAG_HAS_HASH):
            store_word(newobj, total - HEADER, self.hash_of(obj, header, total, self.old_space))
            header = (header | FLAG_HAS_HASH) & ~FLAG_HASH_TAKEN
            total += ALIGN
        self.set_header(newobj, header)
        gcdata.nursery_free = newobj + (total - HEADER)
        self.set_header(obj, header | FLAG_FORWARDED)
        store_address(obj, 0, newobj)
        return newobj

    @always_inline
    def following(self, obj):
        """The object behind this one in the new space."""
        total = self.total_size(obj)
        if self.header(obj) & FLAG_HAS_HASH:
            total += ALIGN
        return obj + total

    @always_inline
    def is_before_end(self, obj):
        return gcdata.nursery_free - obj > 0

    def scan(self, obj):
        """Copies what the copies refer to, from this one on; gives the place of the next copy."""
        while self.is_before_end(obj):
            self.copy_contents(obj)
            obj = self.following(obj)
        return obj

    def copy_contents(self, obj):
        info = self.type_of(obj)
        bits = info.infobits
        if bits & T_HAS_PTRS:
            offsets = info.ptroffsets
            i = 0
            while i < len(offsets):
                self.copy_slot(obj + offsets[i])
                i += 1
        if bits & T_ITEMS_HAVE_PTRS:
            offsets = info.itemptroffsets
            item = obj + info.itemsoffset
            count = load_word(obj, info.lengthoffset)
            while count > 0:
                i = 0
                while i < len(offsets):
                    self.copy_slot(item + offsets[i])
                    i += 1
                item += info.itemsize
                count -= 1
        if bits & T_CUSTOM_TRACE:
            bottom = traced.used
            info.tracer(obj)
            while traced.used > bottom:
                self.copy_slot(traced.pop())

    # ------------------------------------------------------------ weak references

    def is_forwarded(self, obj):
        return self.header(obj) & FLAG_FORWARDED != 0

    def update_weakrefs(self):
        """Before finalizers bring anything back: those that are reached forget what is not."""
        i = 0
        while i < self.weakrefs.used:
            ref = self.weakrefs.get(i)
            if self.is_old(ref) and self.is_forwarded(ref):
                ref = load_address(ref, 0)
                self.weakrefs.set(i, ref)
                self.update_target(ref)
            i += 1

    def update_target(self, ref):
        slot = ref + self.type_of(ref).lengthoffset
        target = load_address(slot, 0)
        if target != NULL and self.is_old(target):
            if self.is_forwarded(target) and not self.header(load_address(target, 0)) & FLAG_ORDERING:
                store_address(slot, 0, load_address(target, 0))
            else:
                store_address(slot, 0, NULL)

    def finish_weakrefs(self):
        """Drops those that are dead or lead nowhere; those that came back with an object are updated now."""
        kept = 0
        i = 0
        while i < self.weakrefs.used:
            ref = self.weakrefs.get(i)
            i += 1
            if self.is_old(ref):
                if not self.is_forwarded(ref):
                    continue
                ref = load_address(ref, 0)
                self.update_target(ref)
            if load_address(ref, self.type_of(ref).lengthoffset) != NULL:
                self.weakrefs.set(kept, ref)
                kept += 1
        self.weakrefs.used = kept

    # ------------------------------------------------------------ finalizers

    def copy_finalizable(self, scan):
        """Unreached objects with finalizers wait for them, and are kept alive until then with all they reach."""
        first = self.to_finalize.used
        kept = 0
        i = 0
        while i < self.finalizers.used:
            obj = self.finalizers.get(i)
            if self.is_forwarded(obj):
                self.finalizers.set(kept, load_address(obj, 0))
                kept += 1
            else:
                self.to_finalize.append(obj)
            i += 1
        self.finalizers.used = kept
        i = first
        while i < self.to_finalize.used:
            self.to_finalize.set(i, self.move(self.to_finalize.get(i)))
            i += 1
        self.scan(scan)

    # Registered objects that are not reached are handed out, but an object that another one of them refers to waits for a
    # later collection, when that is gone. What only they reach gets FLAG_ORDERING; where one is reached from
    # another, the flag is taken from it and all that it reaches.

    def find_dead_registered(self, scan):
        """`scan` is the place of the next copy; gives that of the one after the copies that are made here."""
        queues = self.queues
        while queues.young.used > 0:
            # To their place behind the older ones, in order.
            self.stack.append(queues.young.pop())
        while self.stack.used > 0:
            queues.old.append(self.stack.pop())
        kept = 0
        i = 0
        while i < queues.old.used:
            registration = queues.old.get(i)
            i += 1
            obj = load_address(registration, R_OBJECT)
            dead = self.is_old(obj) and not self.is_forwarded(obj)
            self.copy_slot(registration + R_OBJECT)
            if dead:
                queues.in_order.append(registration)
                scan = self.reach_in_order(scan)
            else:
                queues.old.set(kept, registration)
                kept += 1
        queues.old.used = kept
        return scan

    def reach_in_order(self, first):
        """`first` has just been copied. Gives the place of the next copy."""
        end = self.scan(first)
        obj = first
        while obj != end:
            # What lies before `first` and has the flag is reached from an earlier one too.
            self.push_contents(obj, first)
            self.settle_pushed()
            obj = self.following(obj)
        obj = first
        while obj != end:
            self.set_header(obj, self.header(obj) | FLAG_ORDERING)
            obj = self.following(obj)
        return end

    def settle_pushed(self):
        """Takes FLAG_ORDERING from the objects on the stack and what they reach."""
        while self.stack.used > 0:
            obj = self.stack.pop()
            header = self.header(obj)
            if header & FLAG_ORDERING:
                self.set_header(obj, header & ~FLAG_ORDERING)
                self.push_contents(obj, gcdata.nursery_free)

    def hand_out_registered(self):
        queues = self.queues
        queues.remind()
        i = 0
        while i < queues.in_order.used:
            registration = queues.in_order.get(i)
            obj = load_address(registration, R_OBJECT)
            if self.header(obj) & FLAG_ORDERING:
                queues.add_dead(registration)
                self.stack.append(obj)
                self.settle_pushed()
            else:
                queues.old.append(registration)
            i += 1
        queues.in_order.clear()

    def push_contents(self, obj, end):
        """Puts the objects of the new space before `end` that it refers to on the stack."""
        info = self.type_of(obj)
        offsets = info.ptroffsets
        i = 0
        while i < len(offsets):
            self.push(load_address(obj, offsets[i]), end)
            i += 1
        if info.infobits & T_ITEMS_HAVE_PTRS:
            offsets = info.itemptroffsets
            item = obj + info.itemsoffset
            length = load_word(obj, info.lengthoffset)
            while length > 0:
                i = 0
                while i < len(offsets):
                    self.push(load_address(item, offsets[i]), end)
                    i += 1
                item += info.itemsize
                length -= 1
        if info.infobits & T_CUSTOM_TRACE:
            bottom = traced.used
            info.tracer(obj)
            while traced.used > bottom:
                self.push(load_address(traced.pop(), 0), end)

    def push(self, obj, end):
        if within(obj, self.space, end - self.space) and not is_tagged(obj):
            self.stack.append(obj)

    def run_finalizers(self):
        if self.finalizing:
            return
        self.finalizing = True
        while self.to_finalize.used > 0:
            obj = self.to_finalize.get(0)
            i = 1
            while i < self.to_finalize.used:
                self.to_finalize.set(i - 1, self.to_finalize.get(i))
                i += 1
            self.to_finalize.used -= 1
            self.type_of(obj).finalizer(obj)
        self.queues.run_triggers()
        self.finalizing = False

    # ------------------------------------------------------------ identity

    def identity_hash(self, obj):
        """A word that stays the same when the object moves; 0 for None, and a tagged integer for itself."""
        if obj == NULL:
            return 0
        word = llmemory.cast_adr_to_int(obj)
        if word & 1:
            return word >> 1
        header = self.header(obj)
        if header & FLAG_PREBUILT:
            if header & FLAG_HAS_HASH:
                return load_word(obj, -HEADER - WORD)
            word = llmemory.cast_adr_to_int(obj)
            return word ^ (word >> 4)
        if not header & (FLAG_HAS_HASH | FLAG_HASH_TAKEN):
            header |= FLAG_HASH_TAKEN
            self.set_header(obj, header)
            self.hashes_taken += 1
        return self.hash_of(obj, header, self.total_size(obj), self.space)

    @always_inline
    def hash_of(self, obj, header, total, space):
        """Of an object in this space that has one."""
        if header & FLAG_HAS_HASH:
            return load_word(obj, total - HEADER)
        return self.hash_base + (obj - space) // WORD


@always_inline
def round_up(total):
    if total < MIN_SIZE:
        total = MIN_SIZE
    return (total + ALIGN - 1) & ~(ALIGN - 1)


@always_inline
def within(obj, base, size):
    """Whether `base <= obj < base + size`, as one unsigned comparison."""
    return r_uint(obj - base) < r_uint(size)


@always_inline
def is_tagged(obj):
    return llmemory.cast_adr_to_int(obj) & 1 != 0


gc = SemiSpace()


# ---------------------------------------------------------------- entry points of the transformation

def gc_setup():
    gc.setup()


def gc_malloc_fixed(tid, size):
    return gc.malloc_fixed(tid, size)


def gc_malloc_varsize(tid, size, itemsize, lengthoffset, length):
    return gc.malloc_varsize(tid, size, itemsize, lengthoffset, length)


def gc_malloc_weakref(tid, size):
    return gc.malloc_weakref(tid, size)


def gc_malloc_finalizer(tid, size):
    return gc.malloc_finalizer(tid, size)


def gc_collect():
    gc.collect()


def gc_collect_young():
    gc.collect()


def gc_identity_hash(obj):
    return gc.identity_hash(obj)


def gc_fq_register(queue, obj, trigger):
    if obj != NULL:
        gc.queues.register(queue, obj, trigger)


def gc_fq_next_dead(queue):
    return gc.queues.next_dead(queue)


def gc_can_move(obj):
    return obj != NULL and not gc.header(obj) & FLAG_PREBUILT


def gc_add_memory_pressure(nbytes):
    gc.add_pressure(nbytes)


def gc_set_enabled(enabled):
    """Space must be made all the same when it is full; finalizers wait."""
    gc.enabled = enabled


def gc_is_enabled():
    return gc.enabled


def gc_set_max_heap_size(nbytes):
    """From the next collection on."""
    gc.max_heap = nbytes


def gc_stat(which):
    """Numbers as `rgc.get_stats` counts them."""
    if which == 0 or which == 1 or which == 5 or which == 6:
        return gc.used()
    if which == 3 or which == 4 or which == 7 or which == 8:
        return gc.peak
    return 0
