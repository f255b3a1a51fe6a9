"""Unmanaged memory for the collectors: loads and stores, growing stacks, hash tables."""
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop

WORD = llmemory.sizeof(lltype.Signed)
POINTER = llmemory.sizeof(llmemory.Address)
NULL = llmemory.NULL
# Objects begin at multiples of so many bytes, for what fills two words. Where that is more than a header has, blocks begin
# so far behind such a place that what follows the header is at one.
ALIGN = 8
FRONT = ALIGN - WORD


@always_inline
def load_word(adr, offset):
    return llop.raw_load(lltype.Signed, adr, offset)


@always_inline
def store_word(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, value)


@always_inline
def load_address(adr, offset):
    return llop.raw_load(llmemory.Address, adr, offset)


@always_inline
def store_address(adr, offset, value):
    llop.raw_store(lltype.Void, adr, offset, value)


def allocate(nbytes):
    """Uninitialized; NULL if there is no memory."""
    return llop.raw_malloc(llmemory.Address, nbytes)


def allocate_zeroed(nbytes):
    return llop.raw_calloc(llmemory.Address, nbytes)


def free(adr):
    llop.raw_free(lltype.Void, adr)


class Reserve(object):
    """Memory that is put aside while there is some, for who cannot do without: a collection that has begun must end."""
    def __init__(self):
        self.block = NULL
        self.size = 0

    def hold(self, nbytes):
        """Puts so many bytes aside, in place of what was; if there is no memory, False, and that stays."""
        if self.block != NULL and self.size == nbytes:
            return True
        block = allocate(nbytes)
        if block == NULL:
            return False
        self.give_back()
        self.block = block
        self.size = nbytes
        return True

    def give_back(self):
        if self.block != NULL:
            free(self.block)
            self.block = NULL


reserve = Reserve()


def allocate_in_need(nbytes):
    """What was put aside goes, if it must. NULL if that is not enough either."""
    block = allocate(nbytes)
    if block == NULL and reserve.block != NULL:
        reserve.give_back()
        block = allocate(nbytes)
    return block


def out_of_memory():
    llop.debug_fatalerror(lltype.Void, "out of memory in the collector itself")


class AddressStack(object):
    """A stack of addresses that grows."""
    def __init__(self):
        self.items = NULL
        self.used = 0
        self.capacity = 0

    def append(self, adr):
        if self.used == self.capacity:
            self.grow_in_need()
        store_address(self.items, self.used * POINTER, adr)
        self.used += 1
    append._always_inline_ = 'try'

    def append_if_room(self, adr):
        """False if there is no memory for it."""
        if self.used == self.capacity:
            if not self.grow(self.used + 1):
                return False
        store_address(self.items, self.used * POINTER, adr)
        self.used += 1
        return True
    append_if_room._always_inline_ = 'try'

    @always_inline
    def has_room(self, more):
        """Whether so many can be appended, or memory for them is there."""
        return self.capacity - self.used >= more or self.grow(self.used + more)

    def grow_in_need(self):
        """For one more at least. What was put aside goes, if it must."""
        if not self.grow(self.used + 1):
            reserve.give_back()
            if not self.grow(self.used + 1):
                out_of_memory()
    grow_in_need._dont_inline_ = True

    def grow(self, least):
        """False if memory is out."""
        capacity = self.capacity * 2
        if capacity < 1024:
            capacity = 1024
        while capacity < least:
            capacity *= 2
        items = allocate(capacity * POINTER)
        if items == NULL:
            return False
        if self.used:
            llop.raw_memcopy(lltype.Void, self.items, items, self.used * POINTER)
            free(self.items)
        self.items = items
        self.capacity = capacity
        return True
    grow._dont_inline_ = True

    def pop(self):
        self.used -= 1
        return load_address(self.items, self.used * POINTER)

    def get(self, index):
        return load_address(self.items, index * POINTER)

    def set(self, index, adr):
        store_address(self.items, index * POINTER, adr)

    def clear(self):
        self.used = 0


class AddressMap(object):
    """A hash table from addresses to words: open addressing, at most half full, no deletion but `clear`."""
    def __init__(self):
        self.table = NULL
        self.mask = -1
        self.used = 0

    def _slot(self, adr):
        """Offset of the entry of this key, or of the free one where it belongs."""
        key = llmemory.cast_adr_to_int(adr)
        index = intmask(key ^ (key >> 9)) >> 3
        entry = 2 * WORD
        while True:
            offset = (index & self.mask) * entry
            found = load_word(self.table, offset)
            if found == key or found == 0:
                return offset
            index += 1

    def get(self, adr, default):
        if self.used == 0:
            return default
        offset = self._slot(adr)
        if load_word(self.table, offset) == 0:
            return default
        return load_word(self.table, offset + WORD)

    def set(self, adr, value):
        if self.used * 2 >= self.mask:
            self._grow()
        offset = self._slot(adr)
        if load_word(self.table, offset) == 0:
            self.used += 1
            store_word(self.table, offset, llmemory.cast_adr_to_int(adr))
        store_word(self.table, offset + WORD, value)

    def _grow(self):
        old = self.table
        size = self.mask + 1
        newsize = size * 2
        if newsize == 0:
            newsize = 64
        self.table = allocate_in_need(newsize * 2 * WORD)
        if self.table == NULL:
            out_of_memory()
        llop.raw_memclear(lltype.Void, self.table, newsize * 2 * WORD)
        self.mask = newsize - 1
        self.used = 0
        i = 0
        while i < size:
            key = load_word(old, i * 2 * WORD)
            if key != 0:
                self.set(llmemory.cast_int_to_adr(key), load_word(old, i * 2 * WORD + WORD))
            i += 1
        if old != NULL:
            free(old)

    def clear(self):
        if self.table != NULL and self.used:
            llop.raw_memclear(lltype.Void, self.table, (self.mask + 1) * 2 * WORD)
            self.used = 0
