# recursion that is too deep inside a stacklet raises there; the stacks outside are as they were
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
from rpython.rlib import rstacklet
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


class World(object):
    def __init__(self):
        self.thread = None
        self.depth = 0
        self.found = 0


world = World()


def down(n):
    world.depth = n
    return down(n + 1) + 1


def sink():
    try:
        down(0)
    except StackOverflow:
        check_stack_overflow()
        world.found += 1
    return world.depth


def body(h, arg):
    first = sink()
    h = world.thread.switch(h)
    second = sink()
    print "same depth again:", first == second
    return h


def entry_point(argv):
    world.thread = rstacklet.StackletThread(None)
    outside = sink()
    h = world.thread.new(body)
    print "found", world.found
    print "same depth outside:", sink() == outside
    h = world.thread.switch(h)
    print "found", world.found
    print "about as deep inside:", world.depth * 10 > outside * 8
    return 0


def target(driver, args):
    return entry_point, None
