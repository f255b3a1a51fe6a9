# a thread that waits in an external function does not keep others from running
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import os
from rpython.rlib import rthread


class State(object):
    lock = None
    write_end = -1
    text = ""


state = State()


def writer():
    for i in range(5):
        os.write(state.write_end, "piece %d;" % i)
    os.close(state.write_end)
    state.lock.release()


def entry_point(argv):
    state.lock = rthread.allocate_lock()
    state.lock.acquire(True)
    read_end, state.write_end = os.pipe()
    rthread.start_new_thread(writer, ())
    text = ""
    while True:
        piece = os.read(read_end, 100)
        if not piece:
            break
        text += piece
    state.lock.acquire(True)
    print text
    return 0


def target(driver, args):
    return entry_point, None
