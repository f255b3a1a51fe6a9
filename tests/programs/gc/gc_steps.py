# stepwise collections end, generations may be named, collections can be switched off
# skip: untranslated (the collector is not the program's)
import gc
from rpython.rlib import rgc


class Node(object):
    def __init__(self, number, next):
        self.number = number
        self.next = next


def chain(n):
    node = None
    for i in range(n):
        node = Node(i, node)
    return node


def total(node):
    result = 0
    while node is not None:
        result += node.number
        node = node.next
    return result


def entry_point(argv):
    kept = chain(1000)
    for i in range(20):
        total(chain(100))
        gc.collect(0)
    steps = 0
    while True:
        steps += 1
        states = rgc.collect_step()
        if rgc.is_done(states) or steps > 1000:
            break
    print steps <= 1000 and "done" or "never ends"
    print rgc.is_done__states(1, 0) and "T" or "F", rgc.is_done__states(0, 0) and "T" or "F"
    print rgc.old_state(0x0305), rgc.new_state(0x0305)
    gc.collect(1)
    gc.collect(2)
    print gc.isenabled() and "on" or "off"
    gc.disable()
    print gc.isenabled() and "on" or "off"
    for i in range(100):
        total(chain(1000))
    gc.enable()
    print rgc.isenabled() and "on" or "off"
    rgc.add_memory_pressure(1000000)
    for i in range(100):
        rgc.add_memory_pressure(100000)
        total(chain(100))
    print total(kept)
    return 0


def target(driver, args):
    return entry_point, None
