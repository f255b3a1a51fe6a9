# a forked process has one thread, and may start others, while the threads of its parent go on
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import os
import time
from rpython.rlib import rgc, rgil, rthread


class State(object):
    stop = False
    running = 0
    children = 0
    answered = 0


state = State()


def busy():
    state.running += 1
    while not state.stop:
        text = []
        for i in range(50):
            text.append(str(i))
        rgil.yield_thread()
        time.sleep(0.0002)
    state.running -= 1


def answer():
    time.sleep(0.001)
    state.answered = 42


def child():
    rthread.start_new_thread(answer, ())
    patience = 3000
    while state.answered == 0 and patience > 0:
        time.sleep(0.001)
        patience -= 1
    rgc.collect()
    return state.answered


def entry_point(argv):
    rgil.allocate()
    for i in range(3):
        rthread.start_new_thread(busy, ())
    while state.running < 3:
        time.sleep(0.001)
    for i in range(10):
        pid = os.fork()
        if pid == 0:
            os._exit(child())
        pid, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 42:
            state.children += 1
    state.stop = True
    while state.running > 0:
        time.sleep(0.001)
    print state.children, "children answered"
    return 0


def target(driver, args):
    return entry_point, None
