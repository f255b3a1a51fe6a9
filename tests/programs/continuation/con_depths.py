# ten tasks that switch to each other at random, from random depths of recursion
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
from rpython.rlib import rgc, rstacklet
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rrandom import Random
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi

LAST = 3000


class World(object):
    def __init__(self):
        self.thread = None
        self.tasks = []
        self.random = None
        self.steps = 0
        self.source = -1
        self.goal = -1
        self.ended = 0


world = World()


class Pair(object):
    def __init__(self, number, depth, other):
        self.number = number
        self.depth = depth
        self.other = other


class Task(object):
    def __init__(self, number):
        self.number = number
        self.h = world.thread.get_null_handle()
        self.kept = []

    def arrived(self, h):
        assert world.goal == self.number
        assert not self.h
        if world.source >= 0:
            task = world.tasks[world.source]
            assert not task.h
            task.h = h
        else:
            assert world.thread.is_empty_handle(h)
            world.ended += 1
        world.source = -1
        world.goal = -1

    def go(self, depth):
        if depth > 0:
            first = Pair(self.number, depth, None)
            second = Pair(self.number + 100, depth, first)
            self.kept.append(first)
            self.go(depth - 1)
            last = self.kept.pop()
            assert last is first and second.other is first
            assert first.number == self.number and second.number == self.number + 100
            assert first.depth == depth and second.depth == depth
            return
        goal = draw(10)
        task = world.tasks[goal]
        if goal == self.number or (world.steps >= LAST and not task.h):
            return
        world.steps += 1
        if world.steps % 500 == 0:
            rgc.collect()
        world.source = self.number
        world.goal = goal
        if not task.h:
            h = world.thread.new(run_task, rffi.cast(llmemory.Address, goal))
        else:
            h = task.h
            task.h = world.thread.get_null_handle()
            h = world.thread.switch(h)
        self.arrived(h)


def draw(n):
    return intmask(world.random.genrand32() % n)


def run_task(h, arg):
    self = world.tasks[rffi.cast(lltype.Signed, arg)]
    self.arrived(h)
    while world.steps < LAST:
        self.go(draw(20))
        assert len(self.kept) == 0
        if draw(40) == 0:
            break
    candidates = [task for task in world.tasks if task.h]
    task = candidates[draw(len(candidates))]
    h = task.h
    task.h = world.thread.get_null_handle()
    world.source = -1
    world.goal = task.number
    return h


def others_alive():
    for task in world.tasks:
        if task.h:
            return True
    return False


def entry_point(argv):
    world.random = Random(17)
    world.thread = rstacklet.StackletThread(None)
    world.tasks = [Task(i) for i in range(10)]
    while world.steps < LAST or others_alive():
        world.tasks[0].go(draw(50))
        assert len(world.tasks[0].kept) == 0
    print "steps", world.steps >= LAST
    print "tasks ended", world.ended > 0
    return 0


def target(driver, args):
    return entry_point, None
