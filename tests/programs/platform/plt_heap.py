# the allocator of programs without C library: blocks keep their bytes, neighbours join, refusal gives NULL
# skip: untranslated (raw addresses)
from rpython.platform.wasi import heap, machine
from rpython.platform.wasi.access import NULL, load_byte, store_byte
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.translator.platform import name as platform_name

SLOTS = 200
PAGES = 64


class Random(object):
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return (self.state >> 8) % n


def fill(adr, size, value):
    i = 0
    while i < size:
        store_byte(adr, i, value + i)
        i += 1


def intact(adr, size, value):
    i = 0
    while i < size:
        if load_byte(adr, i) != (value + i) & 0xff:
            return False
        i += 1
    return True


def any_size(random):
    kind = random.below(10)
    if kind == 0:
        return random.below(20000)
    if kind < 4:
        return random.below(1000)
    return random.below(100)


def exercise(random, blocks, sizes, rounds):
    faults = 0
    i = 0
    while i < rounds:
        slot = random.below(SLOTS)
        size = sizes[slot]
        if size < 0:
            size = any_size(random)
            blocks[slot] = heap.malloc(size)
            if llmemory.cast_adr_to_int(blocks[slot]) % 8:
                faults += 1
            fill(blocks[slot], size, slot)
            sizes[slot] = size
        elif random.below(3) == 0:
            wanted = any_size(random) + 1
            block = heap.realloc(blocks[slot], wanted)
            kept = size
            if wanted < kept:
                kept = wanted
            if not intact(block, kept, slot):
                faults += 1
            fill(block, wanted, slot)
            blocks[slot] = block
            sizes[slot] = wanted
        else:
            if not intact(blocks[slot], size, slot):
                faults += 1
            heap.free(blocks[slot])
            sizes[slot] = -1
        i += 1
    return faults


def entry_point(argv):
    if platform_name != 'wasi':
        machine.set_limit(PAGES)
    random = Random(len(argv))
    blocks = [NULL] * SLOTS
    sizes = [-1] * SLOTS
    print 'faults', exercise(random, blocks, sizes, 20000)
    for slot in range(SLOTS):
        if sizes[slot] >= 0:
            heap.free(blocks[slot])
    # Everything is one piece again.
    before = machine.memory_size()
    pages = before // 2
    if platform_name == 'wasi':
        # The rest of the program has blocks there, too.
        pages = 1
    whole = heap.malloc(pages * machine.PAGE)
    print 'joined', whole != NULL and machine.memory_size() == before
    heap.free(whole)
    zeroed = heap.calloc(100, 10)
    i = 0
    while i < 1000 and load_byte(zeroed, i) == 0:
        i += 1
    print 'zeroed', i
    print 'refused', heap.malloc(-1) == NULL, heap.malloc(heap.LARGEST) == NULL, heap.calloc(1 << 20, 1 << 20) == NULL
    print 'small', heap.malloc(0) != NULL, heap.realloc(zeroed, 0) == NULL
    print heap.malloc_usable_size(heap.malloc(100)) >= 100
    return 0


def target(driver, args):
    return entry_point, None
