# an exception that leaves a thread's function ends the thread with a warning, nothing else
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
from rpython.rlib import rthread


class State(object):
    lock = None


state = State()


def failing():
    try:
        raise ValueError
    finally:
        state.lock.release()


def entry_point(argv):
    state.lock = rthread.allocate_lock()
    state.lock.acquire(True)
    rthread.start_new_thread(failing, ())
    state.lock.acquire(True)
    time.sleep(0.1)
    print "still here"
    return 0


def target(driver, args):
    return entry_point, None
