"""A generational collector: a copying nursery, and a mark-and-sweep old generation that does not move.

Small objects are born in the nursery; what survives a minor collection is copied to the arena (or,
beyond SMALL_LIMIT, to memory of its own). Large objects are born old-sized but young: they are not copied, only
remembered until the next minor collection. A write of a pointer into an old object is recorded once per
minor collection; of a large array, only the part that was written to (a card).

All entry points take and give addresses of objects (behind their headers). NULL stands for `out of
memory`; the caller raises MemoryError.
"""
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rtimer import read_timestamp
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.arena import Arena, CHUNK_BYTES, SMALL_LIMIT
from rpython.memory.env import read_size, read_float, heap_limit
from rpython.memory.gc.major import MajorCollections
from rpython.memory.gc.minor import MinorCollections
from rpython.memory.gc.objects import card_bytes, card_offset, llmemory_distance, llmemory_within
from rpython.memory.gcdata import (
    gcdata, HEADER, MIN_SIZE, TYPEID_MASK, FLAG_TRACK_YOUNG_PTRS, FLAG_NO_HEAP_PTRS, FLAG_HAS_SHADOW, FLAG_LARGE,
    FLAG_HAS_HASH, FLAG_HAS_CARDS, FLAG_CARDS_SET, T_VARSIZE, T_TEXT)
from rpython.memory.gc import env
from rpython.memory.machine import prefer_huge_pages
from rpython.memory.queues import FinalizerQueues
from rpython.memory.raw import (
    NULL, WORD, ALIGN, FRONT, load_word, store_word, allocate, allocate_zeroed, free, AddressStack, AddressMap,
    reserve)

# The nursery starts with the former size. It grows while much of it survives, up to half of the cache, at most to the
# latter.
DEFAULT_NURSERY = 4 * 1024 * 1024
MAX_NURSERY = 96 * 1024 * 1024
MUCH_SURVIVES = 128           # more than an object for so many bytes: it doubles; twice in a row: it grows as far as it may
MIN_NURSERY = 4096
SCARCE_NURSERY = 1024 * 1024  # as soon as memory does not suffice for more than this, programs are told
ROOT_STACK_BYTES = 16 * 1024 * 1024
NANOSECONDS = 1000            # in a microsecond
ZEAL_MAJOR = 32               # with zeal: minor collections for each major one
LARGE_LIMIT_FRACTION = 4      # an object above nursery / this is large
LARGEST = 1 << (30 if WORD == 4 else 46)    # no object has so many bytes
SHORT = 1 << (16 if WORD == 4 else 32)      # so many items, each of at most LARGEST // SHORT bytes, are fewer


def reserve_for(nursery_size):
    """Bytes that a minor collection may need at most: for what survives, in pages of their own for each size, and for the
    collector's lists of that."""
    return 3 * nursery_size + 2 * CHUNK_BYTES


def most_large(nursery_size):
    """As many objects of the nursery may be large in the old generation."""
    return nursery_size // SMALL_LIMIT


def has_room_for_both(young, old):
    """Whether one more object can be in the list of young ones, and all of them in that of old ones."""
    return young.has_room(1) and old.has_room(young.used + 1)


class MiniMark(MinorCollections, MajorCollections):
    def __init__(self):
        self.nursery = NULL
        self.nursery_end = NULL
        self.nursery_size = 0
        self.nursery_room = 0         # how large it may become where it is
        self.nursery_limit = 0        # how large it may become
        self.nursery_usual = 0        # how large it is unless memory is scarce
        self.scarce = False           # the nursery has been made smaller, and the program was not told yet
        self.much_survived = False    # in the last minor collection
        self.moved = 0                # objects, in the last minor collection
        self.large_object = 0         # an object above this is large
        self.large_usual = 0          # the same, unless memory is scarce
        self.zeal = False             # collect at every allocation
        self.enabled = True
        self.hooks = None             # the program's `GcHooks`, set before translation
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
        self.mark_overflow = False        # it could not grow
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
        self.time = 0                 # that collections took, in microseconds
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
        if self.nursery == NULL or gcdata.root_stack_base == NULL or not self.arena.setup():
            llop.debug_fatalerror(lltype.Void, "not enough memory to start")
        self.shrink_nursery()
        self.scarce = False
        factor = read_float('PYPY_GC_MAJOR_COLLECT')
        if factor > 1.0:
            self.factor = factor
        growth = read_float('PYPY_GC_GROWTH')
        if growth > 1.0:
            self.growth = growth
        self.max_heap = read_size('PYPY_GC_MAX')
        if self.max_heap <= 0:
            self.max_heap = heap_limit(3 * self.nursery_size + reserve.size + ROOT_STACK_BYTES)
        self.min_heap = read_size('PYPY_GC_MIN')
        if self.min_heap <= 0:
            self.min_heap = self.nursery_size * 8
        self.threshold = self.min_heap
        if self.max_heap > 0 and self.threshold > self.max_heap:
            self.threshold = self.max_heap

    def allocate_nursery(self, size):
        """`size`: what the user asks for, or 0."""
        self.nursery_limit = 0
        if size <= 0:
            size = DEFAULT_NURSERY
            self.nursery_limit = min(max(env.estimate_best_nursery_size(), 0) & ~(ALIGN - 1), MAX_NURSERY)
        elif size < MIN_NURSERY:
            size = MIN_NURSERY
        self.nursery_size = size & ~(ALIGN - 1)
        self.nursery_room = self.nursery_size
        self.large_usual = self.nursery_size // LARGE_LIMIT_FRACTION
        memory = allocate(self.nursery_size + FRONT)
        if memory == NULL:
            return
        self.nursery = memory + FRONT
        self.nursery_end = self.nursery + self.nursery_size
        self.nursery_usual = self.nursery_size

    def grow_nursery(self):
        """The nursery is empty now. The larger it is, the more dies in it; but while little survives, it stays small, so
        that what it contains is in the faster cache. It is objects that count, not their bytes, which are copied fast."""
        size = self.nursery_size
        limit = self.nursery_limit
        if self.max_heap > 0:
            # It is no part of what is limited: a small part more.
            limit = min(limit, self.max_heap // 8 & ~(ALIGN - 1))
        if limit <= size:
            return
        much = self.moved > size // MUCH_SURVIVES
        if much:
            size *= 2
            if self.much_survived or size > limit:
                size = limit
            if not self.prepare(size) or size > self.nursery_room and not self.move_nursery(limit):
                return
            if size == limit:
                prefer_huge_pages(self.nursery_end, size - self.nursery_size)
            self.nursery_usual = size
            self.resize_nursery(size)
        self.much_survived = much

    def move_nursery(self, limit):
        """To a block where it can become so large; what was not used yet takes no memory. It is empty. False if memory is out."""
        memory = allocate(limit + FRONT)
        if memory == NULL:
            self.nursery_limit = self.nursery_room
            return False
        free(self.nursery - FRONT)
        self.nursery = memory + FRONT
        self.nursery_end = self.nursery + self.nursery_size
        self.nursery_room = limit
        gcdata.nursery_free = self.nursery
        if self.zeal:
            gcdata.nursery_top = self.nursery
        return True

    def resize_nursery(self, size):
        """It is empty."""
        self.nursery_size = size
        self.nursery_end = self.nursery + size
        if not self.zeal:
            gcdata.nursery_top = self.nursery_end

    # A minor collection cannot be given up halfway, so what it may need at most is put aside before the nursery is filled.
    # Where the system refuses that, the nursery gets smaller. Once it is small, an allocation fails each time this happens,
    # although there is still some memory: who handles the MemoryError needs some.

    def is_prepared(self):
        """Whether there is still what a minor collection may need."""
        return reserve.block != NULL and self.old_large.has_room(most_large(self.nursery_size))

    def prepare(self, size):
        """For minor collections of a nursery of this size. False if memory is out."""
        return self.old_large.has_room(most_large(size)) and reserve.hold(reserve_for(size))

    def shrink_nursery(self):
        """It is empty. It becomes as large as what can be put aside allows."""
        size = self.nursery_usual
        while not self.prepare(size):
            size = size // 2 & ~(ALIGN - 1)
            if size < MIN_NURSERY:
                # All objects are allocated like large ones.
                size = 0
                break
        if size < self.nursery_size and size <= SCARCE_NURSERY:
            self.scarce = True
        self.resize_nursery(size)
        self.large_object = min(self.large_usual, size // LARGE_LIMIT_FRACTION)

    @dont_inline
    def make_memory(self):
        """Frees what is dead, for the system too."""
        self.minor_collection()
        self.major_collection(0)
        self.arena.give_back()

    def restore_nursery(self):
        """If there is memory again, it gets its usual size. It is empty."""
        self.arena.give_back()
        if self.prepare(self.nursery_usual) or not self.is_prepared():
            self.shrink_nursery()

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
        if r_uint(length) > SHORT and itemsize:
            # Divisions are slow.
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

    # Objects that stay where they are from the start are allocated like large ones.

    def malloc_fixed_nonmovable(self, tid, size):
        total = size + HEADER
        if total < MIN_SIZE:
            total = MIN_SIZE
        return self.malloc_large(tid, (total + ALIGN - 1) & ~(ALIGN - 1), 0)

    def malloc_varsize_nonmovable(self, tid, size, itemsize, lengthoffset, length):
        if itemsize:
            if length < 0 or length > LARGEST // itemsize:
                return NULL
        total = size + HEADER + itemsize * length
        if total < MIN_SIZE:
            total = MIN_SIZE
        total = (total + ALIGN - 1) & ~(ALIGN - 1)
        obj = self.malloc_large(tid, total, card_bytes(gcdata.types[tid].infobits, length))
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
        if self.scarce:
            self.make_memory()
            self.scarce = False
            if self.nursery_size < self.nursery_usual:
                return False
        # A finalizer may have filled the nursery again.
        if llmemory_distance(gcdata.nursery_free, self.nursery_end) < total:
            self.minor_collection()
        return llmemory_distance(gcdata.nursery_free, self.nursery_end) >= total

    @dont_inline
    def malloc_large(self, tid, total, cards):
        if self.zeal or self.live_bytes() + total > self.threshold:
            self.minor_collection()
            if self.wants_major(total):
                self.major_collection(total)
            self.run_finalizers()
        if self.out_of_heap(total):
            return NULL
        block = self.allocate_large(FRONT + cards + total)
        if block == NULL:
            self.make_memory()
            block = self.allocate_large(FRONT + cards + total)
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

    @always_inline
    def allocate_large(self, nbytes):
        """And room in the lists that the object will be in."""
        more = self.young_large.used + most_large(self.nursery_size) + 1
        if not self.young_large.has_room(1) or not self.old_large.has_room(more):
            return NULL
        return allocate_zeroed(nbytes)

    def malloc_weakref(self, tid, size):
        """The caller stores the target, which it keeps alive meanwhile."""
        if not has_room_for_both(self.young_weakrefs, self.old_weakrefs):
            return NULL
        obj = self.malloc_fixed(tid, size)
        if obj != NULL:
            self.young_weakrefs.append(obj)
        return obj

    def malloc_finalizer(self, tid, size):
        if not has_room_for_both(self.young_finalizers, self.old_finalizers):
            return NULL
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
        start = read_timestamp()
        self.minor_collection()
        self.major_collection(0)
        self.time += (read_timestamp() - start) // NANOSECONDS
        self.run_finalizers()

    def collect_as_needed(self):
        start = read_timestamp()
        self.minor_collection()
        if self.wants_major(0):
            self.major_collection(0)
        self.time += (read_timestamp() - start) // NANOSECONDS
        self.run_finalizers()

    def wants_major(self, more):
        if self.zeal:
            return self.minor_count % ZEAL_MAJOR == 0
        return self.enabled and self.live_bytes() + self.pressure + more > self.threshold

    @always_inline
    def hook_time(self):
        if self.hooks is None:
            return 0
        return read_timestamp()

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


gc = MiniMark()


# ---------------------------------------------------------------- entry points of the transformation

def gc_setup():
    gc.setup()


def gc_malloc_fixed(tid, size):
    return gc.malloc_fixed(tid, size)


def gc_malloc_varsize(tid, size, itemsize, lengthoffset, length):
    return gc.malloc_varsize(tid, size, itemsize, lengthoffset, length)


def gc_malloc_fixed_nonmovable(tid, size):
    return gc.malloc_fixed_nonmovable(tid, size)


def gc_malloc_varsize_nonmovable(tid, size, itemsize, lengthoffset, length):
    return gc.malloc_varsize_nonmovable(tid, size, itemsize, lengthoffset, length)


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
    if which == 10:
        return gc.time // 1000
    return 0
