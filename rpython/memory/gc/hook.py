"""What a program is told of its collections.

A target file whose `get_gchooks()` returns an instance of a subclass of `GcHooks` has its methods called by the collector.
They run while the heap is not in order: they may count and set flags, and must not allocate managed memory.
"""
from rpython.rlib.rarithmetic import r_uint


class GcHooks(object):
    """Override `on_...` for what to do, and `is_..._enabled` to have it done."""

    def is_gc_minor_enabled(self):
        return False

    def is_gc_collect_step_enabled(self):
        return False

    def is_gc_collect_enabled(self):
        return False

    def on_gc_minor(self, duration, total_memory_used, pinned_objects):
        """After a minor collection. `duration` in ticks of `rtimer.read_timestamp`, memory in bytes (`r_uint`)."""

    def on_gc_collect_step(self, duration, oldstate, newstate):
        """After a step of a major collection. The collectors here make all of it in one step."""

    def on_gc_collect(self, num_major_collects, arenas_count_before, arenas_count_after, arenas_bytes,
                      rawmalloc_bytes_before, rawmalloc_bytes_after, pinned_objects):
        """After a major collection. Memory in bytes (`r_uint`)."""

    # What the collectors call.

    def fire_gc_minor(self, duration, total_memory_used, pinned_objects):
        if self.is_gc_minor_enabled():
            self.on_gc_minor(duration, r_uint(total_memory_used), pinned_objects)

    def fire_gc_collect_step(self, duration, oldstate, newstate):
        if self.is_gc_collect_step_enabled():
            self.on_gc_collect_step(duration, oldstate, newstate)

    def fire_gc_collect(self, num_major_collects, arenas_count_before, arenas_count_after, arenas_bytes,
                        rawmalloc_bytes_before, rawmalloc_bytes_after, pinned_objects):
        if self.is_gc_collect_enabled():
            self.on_gc_collect(num_major_collects, arenas_count_before, arenas_count_after, r_uint(arenas_bytes),
                               r_uint(rawmalloc_bytes_before), r_uint(rawmalloc_bytes_after), pinned_objects)
