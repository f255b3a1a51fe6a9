# threads that build, keep and check structures of their own while all of them make the collector run
# options: --thread
# skip: untranslated (threads)
# skip: interp (threads)
# skip: wasm (threads)
# skip: js (threads)
import time
from rpython.rlib import rgc, rthread


class Tree(object):
    def __init__(self, left, right, value):
        self.left = left
        self.right = right
        self.value = value


def build(depth, value):
    if depth == 0:
        return Tree(None, None, value)
    left = build(depth - 1, value * 2)
    right = build(depth - 1, value * 2 + 1)
    return Tree(left, right, value)


def total(tree):
    result = tree.value
    if tree.left is not None:
        result += total(tree.left)
    if tree.right is not None:
        result += total(tree.right)
    return result


class State(object):
    def __init__(self):
        self.results = []
        self.next = 0
        self.finished = 0


state = State()


class Locks(object):
    lock = None


locks = Locks()


def work():
    locks.lock.acquire(True)
    number = state.next
    state.next += 1
    locks.lock.release()
    kept = []
    result = 0
    for i in range(30):
        tree = build(7, number + i)
        kept.append(tree)
        if i % 10 == number % 10:
            rgc.collect()
        time.sleep(0.0005)
        result += total(tree)
    again = 0
    for tree in kept:
        again += total(tree)
    assert result == again
    locks.lock.acquire(True)
    state.results[number] = result
    state.finished += 1
    locks.lock.release()


def entry_point(argv):
    count = 8
    locks.lock = rthread.allocate_lock()
    state.results = [0] * count
    for i in range(count):
        rthread.start_new_thread(work, ())
    patience = 3000
    while state.finished < count and patience > 0:
        time.sleep(0.01)
        patience -= 1
    for i in range(count):
        expected = 0
        for k in range(30):
            expected += total(build(7, i + k))
        print i, state.results[i] == expected and "right" or "wrong"
    return 0


def target(driver, args):
    return entry_point, None
