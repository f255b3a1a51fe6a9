# Threads: locks, numbers of threads, places of their own, with the errors of their misuse.
# options: --thread
# skip: untranslated (threads)
# skip: interp (no threads)
# skip: wasm (no threads)
# skip: js (no threads)
import time
from rpython.rlib import rgc, rthread
from rpython.rlib.objectmodel import keepalive_until_here
from rpython.rlib.rarithmetic import r_longlong
from rpython.rlib.rthread import (
    ThreadLocalField, ThreadLocalReference, allocate_lock, error, get_ident, start_new_thread)
from _cases import entry_point_of


# What acquire_timed() gives.
FAILURE, ACQUIRED = 0, 1


class State(object):
    pass

state = State()


def wait_until(count):
    turns = 0
    while state.done < count and turns < 2000:
        time.sleep(0.005)
        turns += 1


def begin():
    state.done = 0
    state.count = 0
    state.lock = allocate_lock()


def case_lock():
    lock = allocate_lock()
    print int(lock.acquire(True)), int(lock.acquire(False)), int(lock.is_acquired()),
    lock.release()
    print int(lock.is_acquired()), int(lock.acquire(False))
    lock.release()
    try:
        lock.release()
    except error:
        print 'error'


def case_lock_in_with():
    lock = allocate_lock()
    with lock:
        print int(lock.acquire(False)),
    print int(lock.acquire(False))
    try:
        lock.release()
        with lock:
            raise ValueError
    except ValueError:
        print 'ValueError', int(lock.acquire(False))


def case_lock_with_timeout():
    lock = allocate_lock()
    print int(lock.acquire_timed(1) == ACQUIRED), int(lock.acquire_timed(1000) == FAILURE),
    print int(lock.acquire_timed(0) == FAILURE),
    start = time.time()
    lock.acquire_timed(100000)
    print int(0.09 < time.time() - start < 10.0),
    lock.release()
    print int(lock.acquire_timed(-1) == ACQUIRED)


def add_many():
    for i in range(1000):
        state.lock.acquire(True)
        count = state.count
        if i % 100 == 0:
            time.sleep(0.0001)
        state.count = count + 1
        state.lock.release()
    state.done += 1


def case_threads_with_a_lock():
    begin()
    for i in range(4):
        start_new_thread(add_many, ())
    wait_until(4)
    print state.done, state.count


def note_number():
    state.lock.acquire(True)
    state.numbers.append(get_ident())
    state.done += 1
    state.lock.release()


def case_numbers_of_threads():
    begin()
    state.numbers = []
    mine = get_ident()
    print int(mine == get_ident()),
    for i in range(3):
        start_new_thread(note_number, ())
    wait_until(3)
    print len(state.numbers), int(mine in state.numbers)


def hold():
    state.lock.acquire(True)
    state.count = 1
    time.sleep(0.05)
    state.count = 2
    state.lock.release()
    state.done = 1


def case_waiting_for_a_lock():
    begin()
    start_new_thread(hold, ())
    while state.count == 0:
        time.sleep(0.001)
    state.lock.acquire(True)
    print state.count
    state.lock.release()
    wait_until(1)


def release_it():
    state.lock.release()
    state.done = 1


def case_another_thread_releases():
    begin()
    state.lock.acquire(True)
    start_new_thread(release_it, ())
    state.lock.acquire(True)
    print 'released'
    wait_until(1)


class Own(object):
    def __init__(self, number):
        self.number = number

reference = ThreadLocalReference(Own)


def keep_own():
    mine = Own(state.count)
    reference.set(mine)
    time.sleep(0.01)
    found = reference.get()
    if found is not mine:
        state.count = 1000
    state.count += 10
    state.done += 1
    keepalive_until_here(mine)


def case_reference_of_each_thread():
    begin()
    mine = Own(7)
    reference.set(mine)
    for i in range(3):
        start_new_thread(keep_own, ())
    wait_until(3)
    print state.count, reference.get().number, int(reference.get() is mine)
    reference.set(None)
    print int(reference.get() is None)
    keepalive_until_here(mine)


def allocate_much():
    l = []
    for i in range(20000):
        l.append(str(i))
        if len(l) > 100:
            l = l[50:]
    state.lock.acquire(True)
    state.count += len(l)
    state.done += 1
    state.lock.release()


def case_memory():
    begin()
    for i in range(3):
        start_new_thread(allocate_much, ())
    for i in range(5):
        rgc.collect()
        time.sleep(0.002)
    wait_until(3)
    print state.done, int(state.count > 150)


def fail():
    state.done += 1
    raise ValueError


def case_stack_size():
    print int(rthread.get_stacksize() >= 0), rthread.set_stacksize(rthread.get_stacksize()), rthread.set_stacksize(1)


field = ThreadLocalField(rthread.lltype.Signed, 'case_field')


def set_field():
    field.setraw(50)
    time.sleep(0.005)
    state.count += field.getraw()
    state.done += 1


def case_field_of_each_thread():
    begin()
    field.setraw(3)
    for i in range(2):
        start_new_thread(set_field, ())
    wait_until(2)
    print state.count, field.getraw()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
