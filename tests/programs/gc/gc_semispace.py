# the copying collector: objects that move, hashes, weak references, finalizer queues, growing and shrinking heaps
# options: --gc=semispace
# uses: gc_identity_moves.py gc_finalizer_order.py gc_deep_structure.py
# skip: untranslated (print of a run-time bool; the dead are found at once)
from rpython.rlib import rgc
import gc_identity_moves
import gc_finalizer_order
import gc_deep_structure

class Cell(object):
    def __init__(self, head, tail):
        self.head = head
        self.tail = tail

class Counter(object):
    deleted = 0

counter = Counter()

class Mourned(object):
    def __init__(self, cell):
        self.cell = cell

    def __del__(self):
        counter.deleted += self.cell.head

def grow_and_shrink(rounds, size):
    total = 0
    for r in range(rounds):
        cells = None
        for i in range(size):
            cells = Cell(i, cells)
        big = [r] * (size * 4)
        texts = [str(i) for i in range(size // 10)]
        while cells is not None:
            total += cells.head & 3
            cells = cells.tail
        total += len(''.join(texts)) + big[size]
    return total

def mourn(n):
    for i in range(n):
        Mourned(Cell(1, None))

def entry_point(argv):
    print grow_and_shrink(8, 20000 * len(argv))
    mourn(50)
    print grow_and_shrink(2, 200000)
    rgc.collect()
    rgc.collect()
    print counter.deleted
    gc_identity_moves.entry_point(argv)
    gc_finalizer_order.entry_point(argv)
    gc_deep_structure.entry_point(argv)
    return 0


def target(driver, args):
    return entry_point, None
