# C functions that call back into the program while other threads run and collect
# skip: reference (its threads do not take the lock there unless the program allocates it: it crashes)
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
from rpython.rlib import rgc, rthread
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, rffi

COMPARE = lltype.Ptr(lltype.FuncType([rffi.CONST_VOIDP, rffi.CONST_VOIDP], rffi.INT))
qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void)


class State(object):
    def __init__(self):
        self.finished = 0
        self.wrong = 0
        self.compared = []


state = State()


def compare(a, b):
    x = ord(rffi.cast(rffi.CCHARP, a)[0])
    y = ord(rffi.cast(rffi.CCHARP, b)[0])
    state.compared = [x, y] + state.compared[:20]
    return rffi.cast(rffi.INT, x - y)


def sort(text):
    block = lltype.malloc(rffi.CCHARP.TO, len(text), flavor='raw')
    for i in range(len(text)):
        block[i] = text[i]
    qsort(rffi.cast(rffi.VOIDP, block), rffi.cast(rffi.SIZE_T, len(text)), rffi.cast(rffi.SIZE_T, 1),
          llhelper(COMPARE, compare))
    result = rffi.charpsize2str(block, len(text))
    lltype.free(block, flavor='raw')
    return result


def work():
    for i in range(200):
        if sort("sorted") != "deorst":
            state.wrong += 1
        if i % 50 == 0:
            rgc.collect()
        time.sleep(0.0001)
    state.finished += 1


def entry_point(argv):
    for i in range(4):
        rthread.start_new_thread(work, ())
    patience = 2000
    while state.finished < 4 and patience > 0:
        time.sleep(0.01)
        patience -= 1
    print state.finished, state.wrong
    return 0


def target(driver, args):
    return entry_point, None
