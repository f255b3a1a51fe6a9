# a hook of the collector that allocates
from rpython.memory.gc.hook import GcHooks


class Log(object):
    def __init__(self):
        self.texts = []


class Hooks(GcHooks):
    def __init__(self, log):
        self.log = log

    def is_gc_minor_enabled(self):
        return True

    def on_gc_minor(self, duration, total_memory_used, pinned_objects):     #! error: on_gc_minor, collect
        self.log.texts.append(str(total_memory_used))


log = Log()


def entry_point(argv):
    print len(log.texts)
    return 0


def get_gchooks():
    return Hooks(log)


def target(driver, args):
    return entry_point, None
