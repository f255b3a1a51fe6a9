# recursion that is too deep in one thread is found in that thread; others go on
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
from rpython.rlib import rthread
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


class State(object):
    def __init__(self):
        self.lock = None
        self.found = 0
        self.finished = 0


state = State()


class Node(object):
    def __init__(self, below):
        self.below = below


def recurse(node, depth):
    inner = Node(node)
    if depth == 100:
        time.sleep(0.01)
    return recurse(inner, depth + 1) + (inner.below is node)


def sink():
    try:
        recurse(Node(None), 0)
    except StackOverflow:
        check_stack_overflow()
        state.lock.acquire(True)
        state.found += 1
        state.lock.release()
    state.finished += 1


def entry_point(argv):
    state.lock = rthread.allocate_lock()
    for i in range(3):
        rthread.start_new_thread(sink, ())
    sink()
    patience = 1000
    while state.finished < 4 and patience > 0:
        time.sleep(0.01)
        patience -= 1
    print state.found
    return 0


def target(driver, args):
    return entry_point, None
