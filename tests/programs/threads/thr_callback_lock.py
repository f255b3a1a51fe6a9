# functions that C calls while it runs without the lock take the lock themselves, also where C was called with it
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
# skip: reference (takes the lock twice, and waits for itself, where the lock is held)
import time
from rpython.rlib import rgc, rgil, rthread
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, rffi

COMPARE = lltype.Ptr(lltype.FuncType([rffi.CONST_VOIDP, rffi.CONST_VOIDP], rffi.INT))
ARGS = [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE]
qsort_without = rffi.llexternal('qsort', ARGS, lltype.Void, releasegil=True)
qsort_with = rffi.llexternal('qsort', ARGS, lltype.Void, releasegil=False)


class State(object):
    def __init__(self):
        self.finished = 0
        self.wrong = 0
        self.held = 0
        self.calls = 0
        self.compared = []


state = State()


def difference(a, b):
    x = ord(rffi.cast(rffi.CCHARP, a)[0])
    y = ord(rffi.cast(rffi.CCHARP, b)[0])
    state.compared = [x, y] + state.compared[:20]
    state.calls += 1
    if rgil.am_I_holding_the_GIL():
        state.held += 1
    return rffi.cast(rffi.INT, x - y)


def difference_with_lock(a, b):
    rgil.acquire_maybe_in_new_thread()
    result = difference(a, b)
    rgil.release()
    return result


def sort(text, way):
    block = lltype.malloc(rffi.CCHARP.TO, len(text), flavor='raw')
    for i in range(len(text)):
        block[i] = text[i]
    start = rffi.cast(rffi.VOIDP, block)
    count = rffi.cast(rffi.SIZE_T, len(text))
    size = rffi.cast(rffi.SIZE_T, 1)
    if way == 0:
        qsort_without(start, count, size, difference)
    elif way == 1:
        qsort_without(start, count, size, llhelper(COMPARE, difference_with_lock))
    else:
        qsort_with(start, count, size, llhelper(COMPARE, difference_with_lock))
    result = rffi.charpsize2str(block, len(text))
    lltype.free(block, flavor='raw')
    return result


def work():
    for i in range(150):
        if sort("sorted", i % 3) != "deorst":
            state.wrong += 1
        if i % 50 == 0:
            rgc.collect()
        time.sleep(0.0001)
    state.finished += 1


def entry_point(argv):
    work()                          # while there is one thread
    rgil.allocate()
    for i in range(3):
        rthread.start_new_thread(work, ())
    patience = 2000
    while state.finished < 4 and patience > 0:
        time.sleep(0.01)
        patience -= 1
    print state.finished, state.wrong
    print int(state.calls > 2000 and state.calls == state.held)
    return 0


def target(driver, args):
    return entry_point, None
