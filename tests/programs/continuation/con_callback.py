# switching inside a function that C calls back, with roots below it
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
from rpython.rlib import rgc, rstacklet
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, rffi


class World(object):
    def __init__(self):
        self.thread = None
        self.steps = []


world = World()
COMPARE = lltype.Ptr(lltype.FuncType([rffi.CONST_VOIDP, rffi.CONST_VOIDP], rffi.INT))
qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void,
                        releasegil=False)


def compare(a, b):
    world.steps.append(3)
    world.handle = world.thread.switch(world.handle)
    world.steps.append(5)
    return rffi.cast(rffi.INT, 1)


def body(h, arg):
    world.steps.append(1)
    while True:
        h = world.thread.switch(h)
        if world.steps[-1] == 9:
            return h
        world.steps.append(4)
        rgc.collect()


class Thing(object):
    number = 1234


def nested(depth):
    if depth > 0:
        thing = Thing()
        thing.number += depth
        nested(depth - 1)
        assert thing.number == 1234 + depth
    else:
        block = lltype.malloc(rffi.CCHARP.TO, 5, flavor='raw')
        for i in range(5):
            block[i] = chr(i)
        qsort(rffi.cast(rffi.VOIDP, block), rffi.cast(rffi.SIZE_T, 5), rffi.cast(rffi.SIZE_T, 1),
              llhelper(COMPARE, compare))
        lltype.free(block, flavor='raw')


def entry_point(argv):
    world.thread = rstacklet.StackletThread(None)
    world.handle = world.thread.new(body)
    world.steps.append(2)
    nested(10)
    world.steps.append(9)
    world.handle = world.thread.switch(world.handle)
    print world.thread.is_empty_handle(world.handle) and "ended" or "goes on"
    print world.steps[:5], world.steps[-1]
    threes = 0
    fives = 0
    for step in world.steps:
        if step == 3:
            threes += 1
        if step == 5:
            fives += 1
    print threes == fives, threes > 3
    return 0


def target(driver, args):
    return entry_point, None
