"""Major collections: the old generation is marked from the roots, and what is not marked is freed."""
from rpython.rlib.debug import debug_print, debug_start, debug_stop
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.gc.objects import STATE_FINALIZING, STATE_SCANNING, llmemory_is_tagged
from rpython.memory.gcdata import (
    gcdata, HEADER, TYPEID_MASK, FLAG_NO_HEAP_PTRS, FLAG_VISITED, FLAG_PREBUILT, FLAG_ORDERING, T_ITEMS_HAVE_PTRS,
    T_FINALIZER, T_HAS_PTRS, T_CUSTOM_TRACE)
from rpython.memory.heap import traced
from rpython.memory.queues import Q_FIRST, Q_NEXT, R_NEXT, R_OBJECT
from rpython.memory.raw import NULL, POINTER, load_word, load_address, store_address
from rpython.memory.stacks import S_BASE, S_TOP, S_NEXT


class MajorCollections(object):
    """Of `MiniMark`, whose fields these are."""
    _mixin_ = True

    def major_collection(self, more):
        """Marks and sweeps the old generation. The nursery must be empty. `more`: bytes about to be allocated."""
        debug_start('gc-collect-step')
        start = self.hook_time()
        chunks = self.arena.chunks
        large_bytes = self.large_bytes
        self.major_count += 1
        self.pressure = 0
        self.mark_roots()
        self.mark_all()
        # A queue takes an object first: its destructor runs when it dies again.
        self.find_dead_registered()
        self.find_finalizable()
        self.finish_weakrefs_major()
        self.hand_out_registered()
        self.sweep_large()
        self.arena.sweep(FLAG_VISITED)
        self.unmark_prebuilt()
        if self.nursery_size < self.nursery_usual or not self.is_prepared():
            self.restore_nursery()
        self.set_threshold(more)
        if self.hooks is not None:
            self.hooks.fire_gc_collect(self.major_count, chunks, self.arena.chunks, self.arena.total_used, large_bytes,
                                       self.large_bytes, 0)
            self.hooks.fire_gc_collect_step(self.hook_time() - start, STATE_FINALIZING, STATE_SCANNING)
        debug_start('gc-collect-done')
        debug_print('bytes used in arenas:', self.arena.total_used)
        debug_print('bytes of large objects:', self.large_bytes)
        debug_print('next major collection threshold:', self.threshold)
        debug_stop('gc-collect-done')
        debug_stop('gc-collect-step')

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
        if not self.mark_stack.append_if_room(obj):
            self.mark_overflow = True

    def mark_all(self):
        self.empty_mark_stack()
        while self.mark_overflow:
            self.mark_overflow = False
            self.look_again()

    @always_inline
    def empty_mark_stack(self):
        while self.mark_stack.used > 0:
            self.mark_contents(self.mark_stack.pop())

    # There was no memory for a larger stack: objects that are marked may refer to others that are not.

    @dont_inline
    def look_again(self):
        """At all that is marked."""
        self.arena.each_block(FLAG_VISITED, self)
        i = 0
        while i < self.old_large.used:
            self.look_at_marked(self.old_large.get(i))
            i += 1
        i = 0
        while i < self.prebuilt_roots.used:
            self.look_at_marked(self.prebuilt_roots.get(i))
            i += 1

    def visit_block(self, block):
        self.look_at_marked(block + HEADER)

    def look_at_marked(self, obj):
        if self.header(obj) & FLAG_VISITED:
            self.mark_contents(obj)
            self.empty_mark_stack()

    def mark_contents(self, obj):
        info = self.type_of(obj)
        bits = info.infobits
        if bits & T_HAS_PTRS:
            offsets = info.ptroffsets
            i = 0
            while i < len(offsets):
                self.mark(load_address(obj, offsets[i]))
                i += 1
        if bits & (T_ITEMS_HAVE_PTRS | T_CUSTOM_TRACE):
            self.mark_more(obj, info)

    @always_inline
    def mark_more(self, obj, info):
        """What items refer to, and what the program itself finds."""
        if info.infobits & T_ITEMS_HAVE_PTRS:
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
        if info.infobits & T_CUSTOM_TRACE:
            bottom = traced.used
            info.tracer(obj)
            while traced.used > bottom:
                self.mark(load_address(traced.pop(), 0))

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
        queues.remind()
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
        if info.infobits & T_CUSTOM_TRACE:
            bottom = traced.used
            info.tracer(obj)
            while traced.used > bottom:
                self.push(load_address(traced.pop(), 0))

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
