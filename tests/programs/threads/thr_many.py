# threads that start threads: a tree of them, each passing its work on through one global place
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import gc
import time
from rpython.rlib import rthread


class Task(object):
    def __init__(self, level, number):
        self.level = level
        self.number = number

    def run(self):
        number = self.number
        if self.level > 1:
            start(self.level - 1, number * 2)
            assert self.number == number
            start(self.level - 2, number * 2 + 1)
        else:
            if len(state.leaves) % 7 == 5:
                gc.collect()
            state.leaves.append(number)
        assert self.number == number


class State(object):
    def __init__(self):
        self.task = None
        self.leaves = []
        self.handing_over = None


state = State()


def bootstrap():
    rthread.gc_thread_start()
    task = state.task
    state.task = None
    state.handing_over.release()
    task.run()
    rthread.gc_thread_die()


def start(level, number):
    state.handing_over.acquire(True)
    state.task = Task(level, number)
    rthread.start_new_thread(bootstrap, ())


def entry_point(argv):
    state.handing_over = rthread.allocate_lock()
    start(9, 1)
    patience = 2000
    while len(state.leaves) < 55 and patience > 0:
        time.sleep(0.01)
        patience -= 1
    time.sleep(0.05)
    print len(state.leaves)
    return 0


def target(driver, args):
    return entry_point, None
