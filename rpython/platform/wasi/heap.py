"""malloc() and its kin over memory that only grows.

A block is preceded by one word: its size (a multiple of 8, this word included) and two flags. A free block also ends in
its size, so that its right neighbour finds its start, and neighbours that are free are joined at once (boundary
tags, Knuth, The Art of Computer Programming 1, 2.5). Free blocks hang in lists by size class: exact ones for
small sizes, then four for each power of two; a bit map says which are not empty (Masmano and others, TLSF, 2004). What
lies behind the last block, the top, is in no list and shrinks from its front.
"""
from rpython.platform.wasi import machine
from rpython.platform.wasi.access import (
    NULL, POINTER, load_word, store_word, load_address, store_address)
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop

WORD = llmemory.sizeof(lltype.Signed)
HEADER = 8
GRANULE = 8
USED = 1              # this block is in use
LEFT_USED = 2         # the one before it is
FLAGS = USED | LEFT_USED
NEXT = HEADER
PREVIOUS = HEADER + POINTER
MIN_BLOCK = (HEADER + 2 * POINTER + WORD + GRANULE - 1) & -GRANULE
LARGEST = 1 << (30 if WORD == 4 else 31)

EXACT = 32            # classes below EXACT * GRANULE bytes
EXACT_BYTES = EXACT * GRANULE
EXACT_LOG = 8         # of EXACT_BYTES
CLASSES = EXACT + 4 * 24
MAP_BITS = 16
MAPS = CLASSES // MAP_BITS
FEW_PAGES = 4

HEAP = lltype.Struct(
    'wasi_heap',
    ('top', llmemory.Address),           # the free end of the memory: where its header would be
    ('end', llmemory.Address),           # behind it
    ('top_flags', lltype.Signed),        # LEFT_USED of the top
    ('maps', lltype.FixedSizeArray(lltype.Signed, MAPS)),
    ('lists', lltype.FixedSizeArray(llmemory.Address, CLASSES)))
heap = lltype.malloc(HEAP, flavor='raw', immortal=True, zero=True)


def logarithm(n):
    """The number of the highest bit that is set, of a positive number."""
    result = 0
    if n >= 1 << 16:
        n >>= 16
        result = 16
    if n >= 1 << 8:
        n >>= 8
        result += 8
    if n >= 1 << 4:
        n >>= 4
        result += 4
    if n >= 1 << 2:
        n >>= 2
        result += 2
    return result + (n >> 1)


def class_of(size):
    """The class that a free block of this size belongs to."""
    if size < EXACT_BYTES:
        return size // GRANULE
    log = logarithm(size)
    return EXACT + (log - EXACT_LOG) * 4 + ((size >> (log - 2)) & 3)


def class_for(size):
    """The first class all of whose blocks have at least this size."""
    if size < EXACT_BYTES:
        return size // GRANULE
    log = logarithm(size)
    return class_of(size + (1 << (log - 2)) - 1)


def find_class(first):
    """The first class from `first` on that has a block; -1 if none has."""
    if first >= CLASSES:
        return -1
    index = first // MAP_BITS
    bits = heap.maps[index] & (-1 << (first % MAP_BITS))
    while bits == 0:
        index += 1
        if index == MAPS:
            return -1
        bits = heap.maps[index]
    return index * MAP_BITS + logarithm(bits & -bits)


def size_at(block):
    return load_word(block, 0) & ~FLAGS


def link(block, size):
    """Puts a free block into its list, and writes its size at both ends."""
    store_word(block, 0, size | LEFT_USED)
    store_word(block, size - WORD, size)
    number = class_of(size)
    first = heap.lists[number]
    store_address(block, NEXT, first)
    store_address(block, PREVIOUS, NULL)
    if first != NULL:
        store_address(first, PREVIOUS, block)
    heap.lists[number] = block
    heap.maps[number // MAP_BITS] |= 1 << (number % MAP_BITS)


def unlink(block, size):
    following = load_address(block, NEXT)
    before = load_address(block, PREVIOUS)
    if following != NULL:
        store_address(following, PREVIOUS, before)
    if before != NULL:
        store_address(before, NEXT, following)
        return
    number = class_of(size)
    heap.lists[number] = following
    if following == NULL:
        heap.maps[number // MAP_BITS] &= ~(1 << (number % MAP_BITS))


def block_size(nbytes):
    size = (nbytes + HEADER + GRANULE - 1) & -GRANULE
    if size < MIN_BLOCK:
        return MIN_BLOCK
    return size


def grow(size):
    """Makes the top at least this large; whether that worked."""
    if heap.top == NULL:
        # Behind the static data there is some room already.
        base = llmemory.cast_adr_to_int(machine.heap_base())
        base = (base + GRANULE - 1) & -GRANULE
        heap.top = llmemory.cast_int_to_adr(base)
        heap.end = machine.address_of(machine.memory_size())
        heap.top_flags = LEFT_USED
        if heap.end - heap.top >= size:
            return True
    missing = size - (heap.end - heap.top)
    pages = (missing + HEADER + machine.PAGE - 1) // machine.PAGE
    # Each growth costs time: an eighth more than there is.
    wanted = machine.memory_size() // 8
    if wanted < FEW_PAGES:
        wanted = FEW_PAGES
    if wanted < pages:
        wanted = pages
    start = machine.memory_grow(wanted)
    if start < 0:
        wanted = pages
        start = machine.memory_grow(wanted)
        if start < 0:
            return False
    begin = machine.address_of(start)
    if begin != heap.end:
        # Somebody else took what lies between.
        abandon_top()
        heap.top = begin
        heap.top_flags = LEFT_USED
    heap.end = begin + wanted * machine.PAGE
    if heap.end - heap.top >= size:
        return True
    return grow(size)


def abandon_top():
    """The top becomes an ordinary block, closed by an empty one that is never freed."""
    size = heap.end - heap.top - HEADER
    if size >= MIN_BLOCK:
        store_word(heap.top + size, 0, USED)
        link(heap.top, size)
    elif size >= 0:
        store_word(heap.top, 0, (size + HEADER) | USED | heap.top_flags)


def take(size):
    """A block of this size or a little more, marked as used; NULL if there is none."""
    number = find_class(class_for(size))
    if number >= 0:
        block = heap.lists[number]
        found = size_at(block)
        unlink(block, found)
        split(block, size, found, LEFT_USED)
        return block
    if heap.top == NULL or heap.end - heap.top < size + HEADER:
        if not grow(size + HEADER):
            return NULL
    block = heap.top
    store_word(block, 0, size | USED | heap.top_flags)
    heap.top = block + size
    heap.top_flags = LEFT_USED
    return block


def split(block, size, found, flags):
    """Marks the first `size` of `found` bytes as a used block; what is left becomes a free one."""
    rest = found - size
    if rest < MIN_BLOCK:
        store_word(block, 0, found | USED | flags)
        right = block + found
        if right != heap.top:
            store_word(right, 0, load_word(right, 0) | LEFT_USED)
        else:
            heap.top_flags = LEFT_USED
        return
    store_word(block, 0, size | USED | flags)
    release(block + size, rest)


def release(block, size):
    """Frees so many bytes, whose left neighbour is in use: joins them with what is free to the right."""
    right = block + size
    if right == heap.top:
        heap.top = block
        heap.top_flags = LEFT_USED
        return
    word = load_word(right, 0)
    if word & USED:
        store_word(right, 0, word & ~LEFT_USED)
    else:
        more = word & ~FLAGS
        unlink(right, more)
        size += more
    link(block, size)


def malloc(nbytes):
    """At least so many bytes; NULL if there are none."""
    if nbytes < 0 or nbytes >= LARGEST:
        return NULL
    block = take(block_size(nbytes))
    if block == NULL:
        return NULL
    return block + HEADER


def free(adr):
    if adr == NULL:
        return
    block = adr - HEADER
    word = load_word(block, 0)
    size = word & ~FLAGS
    if not (word & LEFT_USED):
        before = load_word(block, -WORD)
        block = block - before
        unlink(block, before)
        size += before
    release(block, size)


def calloc_bytes(nbytes):
    result = malloc(nbytes)
    if result != NULL:
        llop.raw_memclear(lltype.Void, result, nbytes)
    return result


def calloc(count, size):
    if size > 0 and (count < 0 or count >= LARGEST // size):
        return NULL
    return calloc_bytes(count * size)


def realloc(adr, nbytes):
    """The same bytes in a block of another size, at the same place if it can be."""
    if adr == NULL:
        return malloc(nbytes)
    if nbytes == 0:
        free(adr)
        return NULL
    if nbytes < 0 or nbytes >= LARGEST:
        return NULL
    block = adr - HEADER
    word = load_word(block, 0)
    old = word & ~FLAGS
    size = block_size(nbytes)
    if size <= old:
        split(block, size, old, word & LEFT_USED)
        return adr
    if grow_in_place(block, old, size, word & LEFT_USED):
        return adr
    result = malloc(nbytes)
    if result != NULL:
        llop.raw_memcopy(lltype.Void, adr, result, old - HEADER)
        free(adr)
    return result


def grow_in_place(block, old, size, flags):
    right = block + old
    if right == heap.top:
        if heap.end - block < size + HEADER:
            return False
        store_word(block, 0, size | USED | flags)
        heap.top = block + size
        return True
    word = load_word(right, 0)
    if word & USED:
        return False
    found = word & ~FLAGS
    if old + found < size:
        return False
    unlink(right, found)
    split(block, size, old + found, flags)
    return True


def malloc_usable_size(adr):
    if adr == NULL:
        return 0
    return size_at(adr - HEADER) - HEADER
