# handles that nobody keeps free their stacks; so does destroy()
# skip: reference (it has no destroy())
# options: --continuation
# skip: untranslated (stacklets)
# skip: interp (stacklets)
# skip: wasm (stacklets)
# skip: js (stacklets)
# skip: reference (it has no destroy)
from rpython.rlib import rgc, rstacklet


class World(object):
    def __init__(self):
        self.thread = None
        self.count = 0


world = World()


def switches_back(h, arg):
    world.count += 1
    h = world.thread.switch(h)
    world.count += 1000000
    return h


def use_stack(n):
    if n == 0:
        return 0
    return use_stack(n - 1) + 1


def entry_point(argv):
    world.thread = rstacklet.StackletThread(None)
    for i in range(5000):
        h = world.thread.new(switches_back)
        if i % 1000 == 100:
            rgc.collect()
    print world.count
    for i in range(5000):
        h = world.thread.new(switches_back)
        world.thread.destroy(h)
    print world.count
    f = open("/proc/self/maps")
    maps = f.read()
    f.close()
    print "few stacks left:", maps.count("\n") < 5000
    return 0


def target(driver, args):
    return entry_point, None
