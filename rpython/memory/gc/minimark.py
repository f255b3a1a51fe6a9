"""A generational collector: a copying nursery, and a mark-and-sweep old generation that does not move.

Small objects are born in the nursery; what survives a minor collection is copied to the arena (or,
beyond SMALL_LIMIT, to memory of its own). Large objects are born old-sized but young: they are not copied, only
remembered until the next minor collection. A write of a pointer into an old object is recorded once per
minor collection; of a large array, only the part that was written to (a card).

All entry points take and give addresses of objects (behind their headers). NULL stands for `out of
memory`; the caller raises MemoryError.
"""
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.arena import Arena, SMALL_LIMIT
from rpython.memory.env import read_size, read_float, heap_limit
from rpython.memory.machine import cache_bytes, prefer_huge_pages
from rpython.memory.queues import FinalizerQueues, Q_FIRST, Q_NEXT, R_NEXT, R_OBJECT
from rpython.memory.raw import (
    NULL, WORD, POINTER, ALIGN, FRONT, load_word, store_word, load_address, store_address, allocate,
    allocate_zeroed, free, AddressStack, AddressMap)
from rpython.memory.stacks import S_BASE, S_TOP, S_NEXT
from rpython.memory.gcdata import (
    gcdata, HEADER, MIN_SIZE, TYPEID_MASK, FLAG_TRACK_YOUNG_PTRS, FLAG_NO_HEAP_PTRS, FLAG_VISITED,
    FLAG_HAS_SHADOW, FLAG_FORWARDED, FLAG_LARGE, FLAG_PREBUILT, FLAG_HAS_HASH, FLAG_HAS_CARDS, FLAG_CARDS_SET, FLAG_ORDERING,
    CARD_SHIFT, MIN_CARDED, T_VARSIZE, T_ITEMS_HAVE_PTRS, T_WEAKREF, T_FINALIZER, T_HAS_PTRS, T_TEXT)

# The nursery starts with the former size. It grows while much of it survives, up to half of the cache, at most to the
# latter.
DEFAULT_NURSERY = 4 * 1024 * 1024
MAX_NURSERY = 96 * 1024 * 1024
MUCH_SURVIVES = 128           # more than an object for so many bytes: it doubles; twice in a row: it grows as far as it may
MIN_NURSERY = 4096
ROOT_STACK_BYTES = 16 * 1024 * 1024
ZEAL_MAJOR = 32               # with zeal: minor collections for each major one
LARGE_LIMIT_FRACTION = 4      # an object above nursery / this is large
LARGEST = 1 << (30 if WORD == 4 else 46)    # no object has so many bytes


class MiniMark(object):

    def __init__(self):
        self.nursery = NULL
        self.nursery_end = NULL
        self.nursery_size = 0
        self.nursery_limit = 0        # how large it may become
        self.much_survived = False    # in the last minor collection
        self.moved = 0                # objects, in the last minor collection
        self.large_object = 0
        self.zeal = False             # collect at every allocation
        self.enabled = True
        self.collecting = False
        self.arena = Arena()
        # Old objects that may point to young ones: FLAG_TRACK_YOUNG_PTRS is off in all of them.
        self.remembered = AddressStack()
        # Objects that were copied in the running minor collection and still point to the nursery.
        self.copied = AddressStack()
        # Old arrays with FLAG_CARDS_SET.
        self.carded = AddressStack()
        # Prebuilt objects that were written to: roots of major collections.
        self.prebuilt_roots = AddressStack()
        self.mark_stack = AddressStack()
        self.young_large = AddressStack()
        self.old_large = AddressStack()
        self.young_weakrefs = AddressStack()
        self.old_weakrefs = AddressStack()
        self.young_finalizers = AddressStack()
        self.old_finalizers = AddressStack()
        self.to_finalize = AddressStack()
        self.finalizing = False
        self.queues = FinalizerQueues()
        self.newly = AddressStack()       # reached from the registered object that is looked at
        self.shadows = AddressMap()       # young object -> reserved old place
        self.large_bytes = 0
        self.pressure = 0                 # bytes outside the heap, told of since the last major collection
        self.threshold = 0
        self.min_heap = 0
        self.max_heap = 0
        self.factor = 1.82
        self.growth = 2.0
        self.minor_count = 0
        self.major_count = 0
        self.peak = 0

    # ------------------------------------------------------------ start

    def setup(self):
        """Called once, before any allocation."""
        self.allocate_nursery(read_size('PYPY_GC_NURSERY'))
        gcdata.nursery_free = self.nursery
        gcdata.nursery_top = self.nursery_end
        if self.zeal or read_size('PYPY_GC_ZEAL') > 0:
            # The inlined fast path always fails.
            self.zeal = True
            gcdata.nursery_top = self.nursery
        gcdata.root_stack_base = allocate(ROOT_STACK_BYTES)
        llop.gc_set_stack_top(lltype.Void, gcdata.root_stack_base)
        gcdata.root_stack_limit = gcdata.root_stack_base + ROOT_STACK_BYTES
        self.arena.setup()
        if self.nursery == NULL or gcdata.root_stack_base == NULL:
            llop.debug_fatalerror(lltype.Void, "not enough memory to start")
        factor = read_float('PYPY_GC_MAJOR_COLLECT')
        if factor > 1.0:
            self.factor = factor
        growth = read_float('PYPY_GC_GROWTH')
        if growth > 1.0:
            self.growth = growth
        self.max_heap = read_size('PYPY_GC_MAX')
        if self.max_heap <= 0:
            self.max_heap = heap_limit(3 * self.nursery_size + ROOT_STACK_BYTES)
        self.min_heap = read_size('PYPY_GC_MIN')
        if self.min_heap <= 0:
            self.min_heap = self.nursery_size * 8
        self.threshold = self.min_heap
        if self.max_heap > 0 and self.threshold > self.max_heap:
            self.threshold = self.max_heap

    def allocate_nursery(self, size):
        """`size`: what the user asks for, or 0."""
        memory = NULL
        self.nursery_limit = 0
        if size <= 0:
            size = DEFAULT_NURSERY
            limit = cache_bytes() // 2 & ~(ALIGN - 1)
            if limit > MAX_NURSERY:
                limit = MAX_NURSERY
            if limit > size:
                # What was not used yet takes no memory.
                memory = allocate(limit + FRONT)
                self.nursery_limit = limit
        elif size < MIN_NURSERY:
            size = MIN_NURSERY
        self.nursery_size = size & ~(ALIGN - 1)
        self.large_object = self.nursery_size // LARGE_LIMIT_FRACTION
        if memory == NULL:
            memory = allocate(self.nursery_size + FRONT)
            if memory == NULL:
                return
            self.nursery_limit = self.nursery_size
        self.nursery = memory + FRONT
        self.nursery_end = self.nursery + self.nursery_size

    def grow_nursery(self):
        """The nursery is empty now. The larger it is, the more dies in it; but while little survives, it stays small, so
        that what it contains is in the faster cache. It is objects that count, not their bytes, which are copied fast."""
        size = self.nursery_size
        much = self.moved > size // MUCH_SURVIVES
        if much:
            size *= 2
            if self.much_survived or size > self.nursery_limit:
                size = self.nursery_limit
                prefer_huge_pages(self.nursery_end, size - self.nursery_size)
        self.much_survived = much
        self.nursery_size = size
        self.nursery_end = self.nursery + size
        if not self.zeal:
            gcdata.nursery_top = self.nursery_end

    # ------------------------------------------------------------ allocation

    def malloc_fixed(self, tid, size):
        """`size` without header. The inlined fast path has failed, or does not apply."""
        total = size + HEADER
        if total < MIN_SIZE:
            total = MIN_SIZE
        total = (total + ALIGN - 1) & ~(ALIGN - 1)
        if total > self.large_object:
            return self.malloc_large(tid, total, 0)
        obj = self.malloc_small(tid, total)
        if obj != NULL:
            llop.raw_memclear(lltype.Void, obj, total - HEADER)
        return obj

    @always_inline
    def malloc_varsize(self, tid, size, itemsize, lengthoffset, length):
        """Raises the length's overflow as NULL."""
        if itemsize:
            if length < 0 or length > LARGEST // itemsize:
                return NULL
        total = size + HEADER + itemsize * length
        if total < MIN_SIZE:
            total = MIN_SIZE
        total = (total + ALIGN - 1) & ~(ALIGN - 1)
        if total > self.large_object:
            obj = self.malloc_large(tid, total, card_bytes(gcdata.types[tid].infobits, length))
        else:
            obj = self.malloc_small(tid, total)
            if obj != NULL:
                if gcdata.types[tid].infobits & T_TEXT:
                    # The hash, and the zero behind the text.
                    store_word(obj, 0, 0)
                    store_word(obj, total - (HEADER + WORD), 0)
                    if ALIGN > WORD:
                        store_word(obj, total - (HEADER + ALIGN), 0)
                else:
                    llop.raw_memclear(lltype.Void, obj, total - HEADER)
        if obj != NULL:
            store_word(obj, lengthoffset, length)
        return obj

    @always_inline
    def malloc_small(self, tid, total):
        """In the nursery, whose memory is not cleared."""
        if self.zeal or llmemory_distance(gcdata.nursery_free, self.nursery_end) < total:
            if not self.make_room(total):
                return NULL
        block = gcdata.nursery_free
        gcdata.nursery_free = block + total
        store_word(block, 0, tid)
        return block + HEADER

    @dont_inline
    def make_room(self, total):
        """Empties the nursery; False if memory is out."""
        self.collect_as_needed()
        if self.out_of_heap(0):
            return False
        # A finalizer may have filled the nursery again.
        if llmemory_distance(gcdata.nursery_free, self.nursery_end) < total:
            self.minor_collection()
        return True

    @dont_inline
    def malloc_large(self, tid, total, cards):
        if self.zeal or self.live_bytes() + total > self.threshold:
            self.minor_collection()
            if self.wants_major(total):
                self.major_collection(total)
            self.run_finalizers()
        if self.out_of_heap(total):
            return NULL
        block = allocate_zeroed(FRONT + cards + total)
        if block == NULL:
            return NULL
        block += FRONT + cards
        flags = FLAG_LARGE
        if cards:
            flags |= FLAG_HAS_CARDS
        store_word(block, 0, tid | flags)
        self.large_bytes += total
        self.young_large.append(block + HEADER)
        return block + HEADER

    def malloc_weakref(self, tid, size):
        """The caller stores the target, which it keeps alive meanwhile."""
        obj = self.malloc_fixed(tid, size)
        if obj != NULL:
            self.young_weakrefs.append(obj)
        return obj

    def malloc_finalizer(self, tid, size):
        obj = self.malloc_fixed(tid, size)
        if obj != NULL:
            self.young_finalizers.append(obj)
        return obj

    def live_bytes(self):
        return self.arena.total_used + self.large_bytes

    def out_of_heap(self, more):
        return self.max_heap > 0 and self.live_bytes() + more > self.max_heap

    # ------------------------------------------------------------ objects

    @always_inline
    def is_young_small(self, obj):
        return llmemory_within(obj, self.nursery, self.nursery_size)

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
        """With header, rounded up."""
        info = self.type_of(obj)
        size = info.fixedsize
        if info.infobits & T_VARSIZE:
            size += info.itemsize * load_word(obj, info.lengthoffset)
        size += HEADER
        if size < MIN_SIZE:
            size = MIN_SIZE
        return (size + ALIGN - 1) & ~(ALIGN - 1)

    def cards_of(self, obj):
        """Bytes in front of the object's header."""
        if not self.header(obj) & FLAG_HAS_CARDS:
            return 0
        info = self.type_of(obj)
        return card_bytes(info.infobits, load_word(obj, info.lengthoffset))

    def free_large(self, obj):
        self.large_bytes -= self.total_size(obj)
        free(obj - (FRONT + HEADER + self.cards_of(obj)))

    # ------------------------------------------------------------ write barrier

    @dont_inline
    def remember(self, obj):
        """A pointer is about to be stored in `obj`, which has FLAG_TRACK_YOUNG_PTRS."""
        header = self.header(obj)
        self.remembered.append(obj)
        if header & FLAG_NO_HEAP_PTRS:
            self.prebuilt_roots.append(obj)
            header &= ~FLAG_NO_HEAP_PTRS
        self.set_header(obj, header & ~FLAG_TRACK_YOUNG_PTRS)

    @dont_inline
    def remember_item(self, obj, index):
        """A pointer is about to be stored in this item of an array, which has FLAG_TRACK_YOUNG_PTRS."""
        header = self.header(obj)
        if not header & FLAG_HAS_CARDS:
            self.remember(obj)
            return
        llop.raw_store(lltype.Void, obj, card_offset(index), chr(1))
        if not header & FLAG_CARDS_SET:
            self.set_header(obj, header | FLAG_CARDS_SET)
            self.carded.append(obj)

    # ------------------------------------------------------------ collections

    def collect(self):
        """A full collection, with finalizers."""
        self.minor_collection()
        self.major_collection(0)
        self.run_finalizers()

    def collect_as_needed(self):
        self.minor_collection()
        if self.wants_major(0):
            self.major_collection(0)
        self.run_finalizers()

    def wants_major(self, more):
        if self.zeal:
            return self.minor_count % ZEAL_MAJOR == 0
        return self.enabled and self.live_bytes() + self.pressure + more > self.threshold

    def minor_collection(self):
        self.minor_count += 1
        self.moved = 0
        self.copy_roots()
        self.copy_carded()
        self.copy_remembered()
        self.copy_finalizable()
        self.finish_weakrefs_minor()
        self.free_young_large()
        self.shadows.clear()
        gcdata.nursery_free = self.nursery
        if self.live_bytes() > self.peak:
            self.peak = self.live_bytes()
        if self.nursery_size < self.nursery_limit:
            self.grow_nursery()

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

    def copy_stack(self, slot, top):
        while slot != top:
            self.copy_slot(slot)
            slot += POINTER

    @always_inline
    def copy_slot(self, slot):
        """`slot` holds a managed pointer: if to a young object, moves that and updates the slot."""
        obj = load_address(slot, 0)
        if obj == NULL or llmemory_is_tagged(obj):
            return
        if self.is_young_small(obj):
            store_address(slot, 0, self.move(obj))
        else:
            self.reach_young_large(obj)

    @always_inline
    def reach_young_large(self, obj):
        header = self.header(obj)
        if header & (FLAG_LARGE | FLAG_TRACK_YOUNG_PTRS | FLAG_VISITED) == FLAG_LARGE:
            # Young and not seen yet, or old and remembered: the latter is looked at twice, no harm done.
            self.set_header(obj, header | FLAG_VISITED)
            self.remembered.append(obj)

    def move(self, obj):
        """The new address of an object of the nursery, which is copied unless it was."""
        header = self.header(obj)
        if header & FLAG_FORWARDED:
            return load_address(obj, 0)
        total = self.total_size(obj)
        if header & FLAG_HAS_SHADOW:
            newobj = llmemory.cast_int_to_adr(self.shadows.get(obj, 0))
            header &= ~FLAG_HAS_SHADOW
            if total > SMALL_LIMIT:
                header |= self.header(newobj) & (FLAG_LARGE | FLAG_HAS_CARDS)
        elif total <= SMALL_LIMIT:
            newobj = self.reserve_small(total)
        else:
            newobj = self.reserve_large(obj, total)
            header |= self.header(newobj)
        copy_words(obj, newobj, total - HEADER)
        self.moved += 1
        self.set_header(newobj, header | FLAG_TRACK_YOUNG_PTRS)
        self.set_header(obj, header | FLAG_FORWARDED)
        store_address(obj, 0, newobj)
        self.copied.append(newobj)
        return newobj

    # Room for an object in the old generation; the address behind its header. Fatal if memory is out: an interrupted
    # collection cannot be resumed.

    @always_inline
    def reserve_small(self, total):
        block = self.arena.malloc(total)
        if block == NULL:
            llop.debug_fatalerror(lltype.Void, "out of memory in a minor collection")
        return block + HEADER

    @dont_inline
    def reserve_large(self, obj, total):
        """The header of the new place has the flags that tell how it was allocated."""
        info = self.type_of(obj)
        cards = 0
        if info.infobits & T_VARSIZE:
            cards = card_bytes(info.infobits, load_word(obj, info.lengthoffset))
        block = allocate(FRONT + cards + total)
        if block == NULL:
            llop.debug_fatalerror(lltype.Void, "out of memory in a minor collection")
        llop.raw_memclear(lltype.Void, block, FRONT + cards)
        newobj = block + (FRONT + cards + HEADER)
        flags = FLAG_LARGE
        if cards:
            flags |= FLAG_HAS_CARDS
        self.set_header(newobj, flags)
        self.large_bytes += total
        self.old_large.append(newobj)
        return newobj

    def copy_remembered(self):
        """Also what they lead to."""
        while True:
            while self.copied.used > 0:
                self.copy_contents(self.copied.pop())
            if self.remembered.used == 0:
                return
            obj = self.remembered.pop()
            header = self.header(obj)
            header = (header | FLAG_TRACK_YOUNG_PTRS) & ~FLAG_VISITED
            self.set_header(obj, header)
            self.copy_contents(obj)

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
            self.copy_items(obj + info.itemsoffset, info, load_word(obj, info.lengthoffset))

    @always_inline
    def copy_items(self, item, info, count):
        offsets = info.itemptroffsets
        while count > 0:
            i = 0
            while i < len(offsets):
                self.copy_slot(item + offsets[i])
                i += 1
            item += info.itemsize
            count -= 1

    def copy_carded(self):
        """The parts of large arrays that were written to."""
        while self.carded.used > 0:
            obj = self.carded.pop()
            self.set_header(obj, self.header(obj) & ~FLAG_CARDS_SET)
            info = self.type_of(obj)
            length = load_word(obj, info.lengthoffset)
            index = 0
            while index < length:
                card = card_offset(index)
                if llop.raw_load(lltype.Char, obj, card) != chr(0):
                    llop.raw_store(lltype.Void, obj, card, chr(0))
                    count = length - index
                    if count > 1 << CARD_SHIFT:
                        count = 1 << CARD_SHIFT
                    self.copy_items(obj + (info.itemsoffset + index * info.itemsize), info, count)
                index += 1 << CARD_SHIFT

    def copy_finalizable(self):
        """Objects with finalizers survive minor collections: whether they are dead is found out by a major one."""
        while self.young_finalizers.used > 0:
            obj = self.young_finalizers.pop()
            if self.is_young_small(obj):
                obj = self.move(obj)
            else:
                self.reach_young_large(obj)
            self.old_finalizers.append(obj)
        i = 0
        while i < self.to_finalize.used:
            obj = self.to_finalize.get(i)
            if self.is_young_small(obj):
                self.to_finalize.set(i, self.move(obj))
            i += 1
        self.copy_registered()
        self.copy_remembered()

    def copy_registered(self):
        """Likewise those of finalizer queues. The dead ones are old."""
        i = 0
        while i < self.queues.young.used:
            registration = self.queues.young.get(i)
            self.copy_slot(registration + R_OBJECT)
            self.queues.old.append(registration)
            i += 1
        self.queues.young.clear()

    def finish_weakrefs_minor(self):
        while self.young_weakrefs.used > 0:
            ref = self.young_weakrefs.pop()
            if self.is_young_small(ref):
                if not self.header(ref) & FLAG_FORWARDED:
                    continue
                ref = load_address(ref, 0)
            slot = ref + gcdata.types[self.header(ref) & TYPEID_MASK].lengthoffset
            target = load_address(slot, 0)
            if target == NULL:
                continue
            if self.is_young_small(target):
                if self.header(target) & FLAG_FORWARDED:
                    store_address(slot, 0, load_address(target, 0))
                else:
                    store_address(slot, 0, NULL)
                    continue
            elif self.dies_young(target):
                store_address(slot, 0, NULL)
                continue
            self.old_weakrefs.append(ref)

    def dies_young(self, obj):
        """Whether it is a large object that was young and was not reached."""
        return self.header(obj) & (FLAG_LARGE | FLAG_TRACK_YOUNG_PTRS) == FLAG_LARGE

    def free_young_large(self):
        while self.young_large.used > 0:
            obj = self.young_large.pop()
            if self.dies_young(obj):
                self.free_large(obj)
            else:
                self.old_large.append(obj)

    # ------------------------------------------------------------ major collection

    def major_collection(self, reserve):
        """Marks and sweeps the old generation. The nursery must be empty. `reserve`: bytes about to be allocated."""
        self.major_count += 1
        self.pressure = 0
        self.mark_roots()
        self.mark_all()
        self.find_finalizable()
        self.find_dead_registered()
        self.finish_weakrefs_major()
        self.hand_out_registered()
        self.sweep_large()
        self.arena.sweep(FLAG_VISITED)
        self.unmark_prebuilt()
        self.set_threshold(reserve)

    def mark_roots(self):
        self.mark_stack_of_roots(gcdata.root_stack_base, llop.gc_stack_top(llmemory.Address))
        stack = gcdata.suspended
        while stack != NULL:
            self.mark_stack_of_roots(load_address(stack, S_BASE), load_address(stack, S_TOP))
            stack = load_address(stack, S_NEXT)
        roots = gcdata.static_roots
        i = 0
        while i < len(roots):
            self.mark(load_address(roots[i], 0))
            i += 1
        i = 0
        while i < self.prebuilt_roots.used:
            self.mark(self.prebuilt_roots.get(i))
            i += 1
        i = 0
        while i < self.to_finalize.used:
            self.mark(self.to_finalize.get(i))
            i += 1
        queue = self.queues.newest
        while queue != NULL:
            registration = load_address(queue, Q_FIRST)
            while registration != NULL:
                self.mark(load_address(registration, R_OBJECT))
                registration = load_address(registration, R_NEXT)
            queue = load_address(queue, Q_NEXT)

    def mark_stack_of_roots(self, slot, top):
        while slot != top:
            self.mark(load_address(slot, 0))
            slot += POINTER

    @always_inline
    def mark(self, obj):
        if obj == NULL or llmemory_is_tagged(obj):
            return
        header = self.header(obj)
        if header & (FLAG_VISITED | FLAG_NO_HEAP_PTRS):
            return
        self.set_header(obj, header | FLAG_VISITED)
        self.mark_stack.append(obj)

    def mark_all(self):
        while self.mark_stack.used > 0:
            self.mark_contents(self.mark_stack.pop())

    def mark_contents(self, obj):
        info = self.type_of(obj)
        bits = info.infobits
        if bits & T_HAS_PTRS:
            offsets = info.ptroffsets
            i = 0
            while i < len(offsets):
                self.mark(load_address(obj, offsets[i]))
                i += 1
        if bits & T_ITEMS_HAVE_PTRS:
            offsets = info.itemptroffsets
            item = obj + info.itemsoffset
            length = load_word(obj, info.lengthoffset)
            while length > 0:
                i = 0
                while i < len(offsets):
                    self.mark(load_address(item, offsets[i]))
                    i += 1
                item += info.itemsize
                length -= 1

    @always_inline
    def is_marked(self, obj):
        return self.header(obj) & (FLAG_VISITED | FLAG_PREBUILT) != 0

    def find_finalizable(self):
        """Unreached objects with finalizers wait for them, and are kept alive until then with all they reach."""
        kept = 0
        i = 0
        while i < self.old_finalizers.used:
            obj = self.old_finalizers.get(i)
            if self.is_marked(obj):
                self.old_finalizers.set(kept, obj)
                kept += 1
            else:
                self.to_finalize.append(obj)
            i += 1
        self.old_finalizers.used = kept
        i = 0
        while i < self.to_finalize.used:
            self.mark(self.to_finalize.get(i))
            i += 1
        self.mark_all()

    # Registered objects that are not reached are handed out, but an object that another one of them refers to waits for a
    # later collection, when that is gone. What only they reach gets FLAG_ORDERING besides FLAG_VISITED; where
    # one is reached from another, the flag is taken from it and all that it reaches.

    def find_dead_registered(self):
        queues = self.queues
        kept = 0
        i = 0
        while i < queues.old.used:
            registration = queues.old.get(i)
            obj = load_address(registration, R_OBJECT)
            if self.is_marked(obj):
                # Alive, or reached from one before it (which it may reach in turn: then that one goes first).
                queues.old.set(kept, registration)
                kept += 1
            else:
                queues.in_order.append(registration)
                self.reach_in_order(obj)
            i += 1
        queues.old.used = kept

    def reach_in_order(self, obj):
        """Until all that the object reaches is known, FLAG_ORDERING stands alone on it."""
        newly = self.newly
        self.mark_stack.append(obj)
        while self.mark_stack.used > 0:
            obj = self.mark_stack.pop()
            header = self.header(obj)
            state = header & (FLAG_VISITED | FLAG_ORDERING)
            if state == 0:
                self.set_header(obj, header | FLAG_ORDERING)
                newly.append(obj)
                self.push_contents(obj)
            elif state == FLAG_VISITED | FLAG_ORDERING:
                self.settle(obj)
        while newly.used > 0:
            obj = newly.pop()
            self.set_header(obj, self.header(obj) | FLAG_VISITED)

    def settle(self, obj):
        """Takes FLAG_ORDERING from the object and what it reaches."""
        bottom = self.mark_stack.used
        self.mark_stack.append(obj)
        while self.mark_stack.used > bottom:
            obj = self.mark_stack.pop()
            header = self.header(obj)
            if header & (FLAG_VISITED | FLAG_ORDERING) == FLAG_VISITED | FLAG_ORDERING:
                self.set_header(obj, header & ~FLAG_ORDERING)
                self.push_contents(obj)

    def hand_out_registered(self):
        queues = self.queues
        i = 0
        while i < queues.in_order.used:
            registration = queues.in_order.get(i)
            obj = load_address(registration, R_OBJECT)
            if self.header(obj) & FLAG_ORDERING:
                queues.add_dead(registration)
                self.settle(obj)
            else:
                queues.old.append(registration)
            i += 1
        queues.in_order.clear()

    def push_contents(self, obj):
        """Puts all managed objects that it refers to on the stack, but those that are never looked at."""
        info = self.type_of(obj)
        offsets = info.ptroffsets
        i = 0
        while i < len(offsets):
            self.push(load_address(obj, offsets[i]))
            i += 1
        if info.infobits & T_ITEMS_HAVE_PTRS:
            offsets = info.itemptroffsets
            item = obj + info.itemsoffset
            length = load_word(obj, info.lengthoffset)
            while length > 0:
                i = 0
                while i < len(offsets):
                    self.push(load_address(item, offsets[i]))
                    i += 1
                item += info.itemsize
                length -= 1

    def push(self, obj):
        if obj != NULL and not llmemory_is_tagged(obj) and not self.header(obj) & FLAG_NO_HEAP_PTRS:
            self.mark_stack.append(obj)

    def finish_weakrefs_major(self):
        kept = 0
        i = 0
        while i < self.old_weakrefs.used:
            ref = self.old_weakrefs.get(i)
            i += 1
            if not self.is_marked(ref):
                continue
            slot = ref + gcdata.types[self.header(ref) & TYPEID_MASK].lengthoffset
            target = load_address(slot, 0)
            if target == NULL:
                continue
            if self.is_marked(target) and not self.waits_for_finalizer(target):
                self.old_weakrefs.set(kept, ref)
                kept += 1
            else:
                store_address(slot, 0, NULL)
        self.old_weakrefs.used = kept

    def waits_for_finalizer(self, obj):
        """Weak references to an object are cleared before its finalizer runs, or its queue hands it out."""
        if self.header(obj) & FLAG_ORDERING:
            return True
        if not self.type_of(obj).infobits & T_FINALIZER:
            return False
        i = 0
        while i < self.to_finalize.used:
            if self.to_finalize.get(i) == obj:
                return True
            i += 1
        return False

    def sweep_large(self):
        kept = 0
        i = 0
        while i < self.old_large.used:
            obj = self.old_large.get(i)
            i += 1
            header = self.header(obj)
            if header & FLAG_VISITED:
                self.set_header(obj, header & ~FLAG_VISITED)
                self.old_large.set(kept, obj)
                kept += 1
            else:
                self.free_large(obj)
        self.old_large.used = kept

    def unmark_prebuilt(self):
        i = 0
        while i < self.prebuilt_roots.used:
            obj = self.prebuilt_roots.get(i)
            self.set_header(obj, self.header(obj) & ~FLAG_VISITED)
            i += 1

    def set_threshold(self, reserve):
        live = self.live_bytes()
        wanted = int(float(live) * self.factor)
        grown = int(float(self.threshold) * self.growth)
        if wanted > grown and grown > live + self.nursery_size:
            wanted = grown
        if self.nursery_size > DEFAULT_NURSERY:
            # The memory that the nursery took is saved elsewhere, in part.
            wanted -= min((self.nursery_size - DEFAULT_NURSERY) // 4, (wanted - live) // 3)
        if wanted < self.min_heap:
            wanted = self.min_heap
        wanted += reserve
        if self.max_heap > 0 and wanted > self.max_heap:
            wanted = self.max_heap
        self.threshold = wanted

    # ------------------------------------------------------------ finalizers

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
        if self.header(obj) & FLAG_HAS_HASH:
            return load_word(obj, -HEADER - WORD)
        adr = obj
        if self.is_young_small(obj):
            adr = self.shadow_of(obj)
        word = llmemory.cast_adr_to_int(adr)
        return word ^ (word >> 4)

    def shadow_of(self, obj):
        header = self.header(obj)
        if header & FLAG_HAS_SHADOW:
            return llmemory.cast_int_to_adr(self.shadows.get(obj, 0))
        total = self.total_size(obj)
        if total <= SMALL_LIMIT:
            place = self.reserve_small(total)
            allocated = 0
        else:
            place = self.reserve_large(obj, total)
            allocated = self.header(place)
        # Until the object moves there, it must look like an object that can be swept.
        llop.raw_memclear(lltype.Void, place, total - HEADER)
        self.set_header(place, header | allocated)
        info = self.type_of(obj)
        if info.infobits & T_VARSIZE:
            store_word(place, info.lengthoffset, load_word(obj, info.lengthoffset))
        self.set_header(obj, header | FLAG_HAS_SHADOW)
        self.shadows.set(obj, llmemory.cast_adr_to_int(place))
        return place


@always_inline
def copy_words(source, dest, size):
    """Most objects are so small that a call costs more than the copying."""
    if size > 6 * WORD:
        llop.raw_memcopy(lltype.Void, source, dest, size)
        return
    store_word(dest, 0, load_word(source, 0))
    if size > WORD:
        store_word(dest, WORD, load_word(source, WORD))
        if size > 2 * WORD:
            store_word(dest, 2 * WORD, load_word(source, 2 * WORD))
            if size > 3 * WORD:
                store_word(dest, 3 * WORD, load_word(source, 3 * WORD))
                if size > 4 * WORD:
                    store_word(dest, 4 * WORD, load_word(source, 4 * WORD))
                    if size > 5 * WORD:
                        store_word(dest, 5 * WORD, load_word(source, 5 * WORD))


def card_bytes(infobits, length):
    """Bytes for the cards of an array of this length, rounded up."""
    if infobits & T_ITEMS_HAVE_PTRS and length >= MIN_CARDED:
        return ((length >> CARD_SHIFT) + ALIGN) & ~(ALIGN - 1)
    return 0


@always_inline
def card_offset(index):
    """Where the card of an item is, from the object. They lie backwards in front of the header."""
    return -(HEADER + 1) - (index >> CARD_SHIFT)


@always_inline
def llmemory_distance(a, b):
    return b - a


@always_inline
def llmemory_within(obj, base, size):
    """Whether `base <= obj < base + size`, as one unsigned comparison."""
    from rpython.rlib.rarithmetic import r_uint
    return r_uint(obj - base) < r_uint(size)


@always_inline
def llmemory_is_tagged(obj):
    return llmemory.cast_adr_to_int(obj) & 1 != 0


gc = MiniMark()


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
    gc.minor_collection()
    gc.run_finalizers()


def gc_identity_hash(obj):
    return gc.identity_hash(obj)


def gc_remember(obj):
    gc.remember(obj)


def gc_remember_item(obj, index):
    gc.remember_item(obj, index)


def gc_fq_register(queue, obj, trigger):
    if obj != NULL:
        gc.queues.register(queue, obj, trigger)


def gc_fq_next_dead(queue):
    return gc.queues.next_dead(queue)


def gc_can_move(obj):
    return obj != NULL and gc.is_young_small(obj)


def gc_add_memory_pressure(nbytes):
    gc.pressure += nbytes


def gc_set_enabled(enabled):
    gc.enabled = enabled


def gc_is_enabled():
    return gc.enabled


def gc_set_max_heap_size(nbytes):
    gc.max_heap = nbytes


def gc_stat(which):
    """Numbers as `rgc.get_stats` counts them."""
    if which == 0 or which == 1 or which == 5 or which == 6:
        return gc.live_bytes()
    if which == 3 or which == 4 or which == 7 or which == 8:
        return gc.peak
    if which == 9:
        return gc.nursery_size
    return 0
