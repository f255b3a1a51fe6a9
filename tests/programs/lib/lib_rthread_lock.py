# locks of rthread
# skip: wasm (threads)
# skip: js (threads)
from rpython.rlib import rthread

def entry_point(argv):
    lock = rthread.allocate_lock()
    print lock.acquire(True) and "taken" or "failed"
    print lock.acquire(False) and "taken" or "failed"
    lock.release()
    print lock.acquire(False) and "taken" or "failed"
    return 0


def target(driver, args):
    return entry_point, None
