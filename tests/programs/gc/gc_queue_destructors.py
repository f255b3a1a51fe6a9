# Objects whose classes have destructors go through a finalizer queue first.
import gc
from rpython.rlib import rgc
from rpython.rlib.objectmodel import keepalive_until_here


class Deleted(object):
    def __init__(self):
        self.plain = 0
        self.derived = 0


deleted = Deleted()


class Thing(object):
    def __init__(self, number):
        self.number = number


class Plain(Thing):
    def __del__(self):
        deleted.plain += self.number


class Inherits(Plain):
    pass


class Queue(rgc.FinalizerQueue):
    Class = Thing

    def finalizer_trigger(self):
        triggered.count += 1


class Triggered(object):
    count = 0


triggered = Triggered()
queue = Queue()


def register(n):
    for i in range(n):
        queue.register_finalizer(Plain(1))
        queue.register_finalizer(Inherits(10))
        queue.register_finalizer(Thing(100))


def deeper(n):
    if n > 0:
        return deeper(n - 1) + 1
    return 0


def take():
    total = 0
    while True:
        dead = queue.next_dead()
        if dead is None:
            return total
        total += dead.number
        keepalive_until_here(dead)


def entry_point(argv):
    register(3)
    deeper(100)
    gc.collect()
    gc.collect()
    print int(triggered.count > 0), deleted.plain
    print take()
    deeper(100)
    gc.collect()
    gc.collect()
    print deleted.plain, take()
    return 0


def target(driver, args):
    return entry_point, None
