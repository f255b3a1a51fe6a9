# fields and references that each thread has for itself; a reference keeps its object alive while the thread lives
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
import weakref
from rpython.rlib import rgc, rthread
from rpython.rtyper.lltypesystem import lltype, rffi


class Thing(object):
    def __init__(self, name):
        self.name = name


class State(object):
    lock = None
    finished = 0
    wrong = 0
    weak = None


state = State()
number = rthread.ThreadLocalField(lltype.Signed, "number_of_thread")
small = rthread.ThreadLocalField(rffi.INT, "small_number")
thing = rthread.ThreadLocalReference(Thing)
other = rthread.ThreadLocalReference(Thing)


def check(truth):
    if not truth:
        state.wrong += 1


def work():
    check(number.getraw() == 0)
    check(thing.get() is None)
    mine = Thing("of a thread")
    thing.set(mine)
    me = rthread.get_ident()
    number.setraw(me)
    small.setraw(rffi.cast(rffi.INT, -5))
    for i in range(20):
        time.sleep(0.001)
        other.set(Thing("passing"))
        if i % 5 == 0:
            rgc.collect()
        check(thing.get() is mine)
        check(number.getraw() == me)
    check(rffi.cast(lltype.Signed, small.getraw()) == -5)
    mine = Thing("kept only here")
    state.weak = weakref.ref(mine)
    thing.set(mine)
    mine = None
    rgc.collect()
    check(state.weak() is not None)
    state.lock.acquire(True)
    state.finished += 1
    state.lock.release()


def entry_point(argv):
    state.lock = rthread.allocate_lock()
    mine = Thing("of the main thread")
    thing.set(mine)
    number.setraw(17)
    for i in range(4):
        rthread.start_new_thread(work, ())
    patience = 2000
    while state.finished < 4 and patience > 0:
        time.sleep(0.01)
        patience -= 1
    time.sleep(0.1)
    rgc.collect()
    rgc.collect()
    print "wrong:", state.wrong
    print "main:", thing.get().name, number.getraw()
    print "kept by a dead thread:", int(state.weak() is not None)
    return 0


def target(driver, args):
    return entry_point, None
