# hooks that the target gives to the collector: they count collections and see figures
# skip: untranslated (hooks are called by the collector)
# skip: interp (hooks are called by the collector)
from rpython.memory.gc.hook import GcHooks
from rpython.rlib import rgc
from rpython.rlib.nonconst import NonConstant


class Counts(object):
    minors = 0
    steps = 0
    collects = 0
    negative = 0
    live = 0
    in_order = True

    def reset(self):
        self.minors = NonConstant(0)
        self.steps = NonConstant(0)
        self.collects = NonConstant(0)
        self.negative = NonConstant(0)
        self.live = NonConstant(0)
        self.in_order = NonConstant(True)


class Hooks(GcHooks):
    def __init__(self, counts):
        self.counts = counts
        self.last = 0

    def is_gc_minor_enabled(self):
        return True

    def is_gc_collect_step_enabled(self):
        return True

    def is_gc_collect_enabled(self):
        return True

    def on_gc_minor(self, duration, total_memory_used, pinned_objects):
        self.counts.minors += 1
        if duration < 0 or pinned_objects != 0:
            self.counts.negative += 1

    def on_gc_collect_step(self, duration, oldstate, newstate):
        self.counts.steps += 1
        if duration < 0:
            self.counts.negative += 1

    def on_gc_collect(self, num_major_collects, arenas_count_before, arenas_count_after, arenas_bytes,
                      rawmalloc_bytes_before, rawmalloc_bytes_after, pinned_objects):
        self.counts.collects += 1
        self.counts.live = arenas_bytes + rawmalloc_bytes_after
        if num_major_collects <= self.last:
            self.counts.in_order = False
        self.last = num_major_collects


class Node(object):
    def __init__(self, next):
        self.next = next


counts = Counts()


def entry_point(argv):
    counts.reset()
    node = None
    for i in range(1000):
        node = Node(node)
    before = counts.collects
    rgc.collect()
    print counts.collects > before, counts.steps >= counts.collects, counts.negative, counts.in_order
    length = 0
    while node is not None:
        node = node.next
        length += 1
    print counts.live >= 16000, length
    before = counts.collects
    rgc.collect()
    print counts.collects > before, counts.live < 16000
    return 0


def get_gchooks():
    return Hooks(counts)


def target(driver, args):
    return entry_point, None
