# locks and what belongs to a thread, in a program without threads
from rpython.rlib import rgil, rthread
from rpython.rtyper.lltypesystem import lltype


class Thing(object):
    def __init__(self, name):
        self.name = name


number = rthread.ThreadLocalField(lltype.Signed, "a_number")
thing = rthread.ThreadLocalReference(Thing)


def entry_point(argv):
    print number.getraw()
    number.setraw(42)
    print number.getraw()
    print int(thing.get() is None)
    thing.set(Thing("x"))
    print thing.get().name
    thing.set(None)
    print int(thing.get() is None)
    lock = rthread.allocate_lock()
    with lock:
        print int(lock.is_acquired()), int(lock.acquire(False))
    print int(lock.is_acquired())
    rgil.yield_thread()
    print int(rgil.am_I_holding_the_GIL())
    return 0


def target(driver, args):
    return entry_point, None
