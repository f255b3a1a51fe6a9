# rgc.FinalizerQueue hands out unreachable objects
from rpython.rlib import rgc

class A(object):
    def __init__(self, n):
        self.n = n

class Queue(rgc.FinalizerQueue):
    Class = A
    def finalizer_trigger(self):
        pass

queue = Queue()

def make(n):
    a = A(n)
    queue.register_finalizer(a)

def entry_point(argv):
    for i in range(5 * len(argv)):
        make(i + 1)
    rgc.collect()
    rgc.collect()
    t = 0
    n = 0
    while True:
        a = queue.next_dead()
        if a is None:
            break
        t += a.n
        n += 1
    print n, t
    return 0


def target(driver, args):
    return entry_point, None
