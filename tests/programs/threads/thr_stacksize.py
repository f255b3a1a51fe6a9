# the size of new threads' stacks: what is asked for, what is refused; recursion is limited accordingly
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
# skip: reference (it takes smaller sizes)
from rpython.rlib import rthread
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


class State(object):
    lock = None
    depth = 0


state = State()


def down(n):
    state.depth = n
    return down(n + 1) + 1


def sink():
    try:
        down(0)
    except StackOverflow:
        check_stack_overflow()
    state.lock.release()


def depth_in_thread():
    rthread.start_new_thread(sink, ())
    state.lock.acquire(True)
    return state.depth


def entry_point(argv):
    state.lock = rthread.allocate_lock()
    state.lock.acquire(True)
    print rthread.get_stacksize()
    usual = depth_in_thread()
    print rthread.set_stacksize(1000)
    print rthread.get_stacksize()
    print rthread.set_stacksize(300 * 1024)
    print rthread.get_stacksize()
    small = depth_in_thread()
    print small > 100, small < usual
    print rthread.set_stacksize(0)
    print depth_in_thread() > small
    return 0


def target(driver, args):
    return entry_point, None
