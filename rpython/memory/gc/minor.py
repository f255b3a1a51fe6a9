"""Minor collections: what is alive in the nursery is copied to the old generation."""
from rpython.rlib.debug import debug_print, debug_start, debug_stop
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.arena import SMALL_LIMIT
from rpython.memory.gc.objects import copy_words, card_bytes, card_offset, llmemory_is_tagged
from rpython.memory.gcdata import (
    gcdata, HEADER, TYPEID_MASK, FLAG_TRACK_YOUNG_PTRS, FLAG_VISITED, FLAG_HAS_SHADOW, FLAG_FORWARDED, FLAG_LARGE,
    FLAG_HAS_CARDS, FLAG_CARDS_SET, CARD_SHIFT, T_VARSIZE, T_ITEMS_HAVE_PTRS, T_HAS_PTRS,
    T_CUSTOM_TRACE)
from rpython.memory.heap import traced
from rpython.memory.queues import R_OBJECT
from rpython.memory.raw import NULL, POINTER, FRONT, load_word, load_address, store_address, allocate_in_need
from rpython.memory.stacks import S_BASE, S_TOP, S_NEXT


class MinorCollections(object):
    """Of `MiniMark`, whose fields these are."""
    _mixin_ = True

    def minor_collection(self):
        debug_start('gc-minor')
        start = self.hook_time()
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
        if not self.is_prepared():
            self.shrink_nursery()
        elif self.nursery_size < self.nursery_limit:
            self.grow_nursery()
        if self.hooks is not None:
            self.hooks.fire_gc_minor(self.hook_time() - start, self.live_bytes(), 0)
        debug_print('minor collect, total memory used:', self.live_bytes())
        debug_stop('gc-minor')

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

    # Room for an object in the old generation; the address behind its header. An interrupted collection cannot be resumed:
    # if memory is out, what was put aside is taken. Fatal if that is not enough.

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
        block = allocate_in_need(FRONT + cards + total)
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
        if bits & (T_ITEMS_HAVE_PTRS | T_CUSTOM_TRACE):
            if bits & T_ITEMS_HAVE_PTRS:
                self.copy_items(obj + info.itemsoffset, info, load_word(obj, info.lengthoffset))
            if bits & T_CUSTOM_TRACE:
                self.copy_traced(obj, info)

    @dont_inline
    def copy_traced(self, obj, info):
        bottom = traced.used
        info.tracer(obj)
        while traced.used > bottom:
            self.copy_slot(traced.pop())

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
