# locks: taken, not taken, released by another thread, released although not held, waited for with a limit, with-blocks
# skip: reference (waits without end)
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
from rpython.rlib import rthread
from rpython.rlib.rarithmetic import r_longlong


class State(object):
    lock = None
    done = False


state = State()


def release_later():
    time.sleep(0.1)
    state.done = True
    state.lock.release()


def say(text, truth):
    if truth:
        print text, "yes"
    else:
        print text, "no"


def entry_point(argv):
    lock = rthread.allocate_lock()
    state.lock = lock
    say("held at first:", lock.is_acquired())
    say("taken:", lock.acquire(True))
    say("held now:", lock.is_acquired())
    say("taken twice:", lock.acquire(False))
    rthread.start_new_thread(release_later, ())
    say("taken after the other thread:", lock.acquire(True))
    say("it had run:", state.done)
    before = time.time()
    result = lock.acquire_timed(200000)
    after = time.time()
    say("failed in time:", result == 0)
    say("waited long enough:", after - before > 0.15)
    say("at once:", lock.acquire_timed(0) == 0)
    lock.release()
    say("huge limit:", lock.acquire_timed(r_longlong(2 ** 60)) == 1)
    lock.release()
    try:
        lock.release()
        print "released twice"
    except rthread.error:
        print "error: not held"
    with lock:
        say("in the block:", lock.is_acquired())
    say("behind it:", lock.is_acquired())
    dummy = rthread.dummy_lock
    say("dummy:", dummy.acquire(True) and not dummy.is_acquired())
    return 0


def target(driver, args):
    return entry_point, None
