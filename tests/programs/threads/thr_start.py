# two threads are started and tell their numbers
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
from rpython.rlib import rthread


class State(object):
    first = 0
    second = 0


state = State()


def one():
    state.first = rthread.get_ident()


def two():
    state.second = rthread.get_ident()


def entry_point(argv):
    rthread.start_new_thread(one, ())
    rthread.start_new_thread(two, ())
    patience = 1000
    while (state.first == 0 or state.second == 0) and patience > 0:
        time.sleep(0.01)
        patience -= 1
    if state.first == 0 or state.second == 0:
        print "they never ran"
        return 1
    me = rthread.get_ident()
    print "main differs:", int(me != state.first), int(me != state.second)
    return 0


def target(driver, args):
    return entry_point, None
