"""Hooks that count collections, under the names by which the goal program `targetgcbench` imports them."""
from rpython.memory.gc.hook import GcHooks
from rpython.rlib.nonconst import NonConstant


class GcHooksStats(object):
    minors = 0
    steps = 0
    collects = 0

    def reset(self):
        self.minors = NonConstant(0)
        self.steps = NonConstant(0)
        self.collects = NonConstant(0)


class MyGcHooks(GcHooks):
    def __init__(self, stats=None):
        self.stats = stats or GcHooksStats()

    def is_gc_minor_enabled(self):
        return True

    is_gc_collect_step_enabled = is_gc_minor_enabled
    is_gc_collect_enabled = is_gc_minor_enabled

    def on_gc_minor(self, duration, total_memory_used, pinned_objects):
        self.stats.minors += 1

    def on_gc_collect_step(self, duration, oldstate, newstate):
        self.stats.steps += 1

    def on_gc_collect(self, num_major_collects, arenas_count_before, arenas_count_after, arenas_bytes,
                      rawmalloc_bytes_before, rawmalloc_bytes_after, pinned_objects):
        self.stats.collects += 1
