"""Memory for small old objects: blocks of a few sizes in pages, swept one page after the other.

A page belongs to one size class. A free block starts with a zero word, which no header is, and the address of the
next free block. Fully free pages go back to a pool that all classes share.
"""
from rpython.memory.raw import (
    NULL, WORD, POINTER, FRONT, load_word, store_word, load_address, store_address, allocate_zeroed,
    allocate_in_need, free)

PAGE_BYTES = 16384
CHUNK_BYTES = 64 * PAGE_BYTES
SMALL_LIMIT = 35 * 8          # largest block, in bytes
GRANULE = 8

# Page header: next page of the class, bytes used by blocks that were handed out in order, block size, chunk.
PAGE_NEXT = 0
PAGE_FILLED = 8
PAGE_SIZE = 16
PAGE_CHUNK = 24
PAGE_HEADER = 32 + FRONT

# Behind the pages of a chunk: how many of them are free, while these are counted.
CHUNK_FREE = CHUNK_BYTES
CHUNK_PAGES = CHUNK_BYTES // PAGE_BYTES


class Arena(object):
    def __init__(self):
        self.free_blocks = NULL      # array: first free block of each class
        self.pages = NULL            # array: pages of each class
        self.free_pages = NULL       # pool, linked through PAGE_NEXT
        self.newest = NULL           # the newest chunk
        self.fresh = NULL            # the rest of it, which no page was taken from yet
        self.fresh_end = NULL
        self.chunks = 0              # obtained from the system
        self.total_used = 0          # bytes in live blocks

    def setup(self):
        """False if memory is out."""
        classes = SMALL_LIMIT // GRANULE + 1
        self.free_blocks = allocate_zeroed(classes * POINTER)
        self.pages = allocate_zeroed(classes * POINTER)
        return self.free_blocks != NULL and self.pages != NULL

    def malloc(self, nbytes):
        """A block of at least so many bytes (at most SMALL_LIMIT), its first word zero; NULL if memory is out."""
        index = (nbytes + GRANULE - 1) // GRANULE
        slot = index * POINTER
        block = load_address(self.free_blocks, slot)
        if block != NULL:
            store_address(self.free_blocks, slot, load_address(block, WORD))
        else:
            block = self.bump(index)
            if block == NULL:
                return NULL
        self.total_used += index * GRANULE
        return block

    def bump(self, index):
        """The next block of the class's newest page, or the first of a new page."""
        size = index * GRANULE
        slot = index * POINTER
        page = load_address(self.pages, slot)
        if page != NULL:
            filled = load_word(page, PAGE_FILLED)
            if filled + size <= PAGE_BYTES:
                store_word(page, PAGE_FILLED, filled + size)
                return page + filled
        page = self.new_page()
        if page == NULL:
            return NULL
        store_address(page, PAGE_NEXT, load_address(self.pages, slot))
        store_word(page, PAGE_FILLED, PAGE_HEADER + size)
        store_word(page, PAGE_SIZE, size)
        store_address(self.pages, slot, page)
        return page + PAGE_HEADER

    def new_page(self):
        page = self.free_pages
        if page != NULL:
            self.free_pages = load_address(page, PAGE_NEXT)
            return page
        if self.fresh == self.fresh_end:
            if not self.new_chunk():
                return NULL
        page = self.fresh
        self.fresh = page + PAGE_BYTES
        store_address(page, PAGE_CHUNK, self.newest)
        return page

    def new_chunk(self):
        """False if memory is out."""
        chunk = allocate_in_need(CHUNK_BYTES + WORD)
        if chunk == NULL:
            return False
        store_word(chunk, CHUNK_FREE, 0)
        self.chunks += 1
        self.newest = chunk
        self.fresh = chunk
        self.fresh_end = chunk + CHUNK_BYTES
        return True

    def give_back(self):
        """Gives chunks that contain nothing back to the system."""
        page = self.free_pages
        while page != NULL:
            chunk = load_address(page, PAGE_CHUNK)
            store_word(chunk, CHUNK_FREE, load_word(chunk, CHUNK_FREE) + 1)
            page = load_address(page, PAGE_NEXT)
        kept = NULL
        empty = NULL
        page = self.free_pages
        while page != NULL:
            following = load_address(page, PAGE_NEXT)
            chunk = load_address(page, PAGE_CHUNK)
            if load_word(chunk, CHUNK_FREE) < CHUNK_PAGES:
                store_address(page, PAGE_NEXT, kept)
                kept = page
            elif page == chunk:
                store_address(page, PAGE_NEXT, empty)
                empty = page
            page = following
        self.free_pages = kept
        while empty != NULL:
            following = load_address(empty, PAGE_NEXT)
            free(empty)
            self.chunks -= 1
            empty = following
        while kept != NULL:
            store_word(load_address(kept, PAGE_CHUNK), CHUNK_FREE, 0)
            kept = load_address(kept, PAGE_NEXT)

    def each_block(self, flag, visitor):
        """Calls `visitor.visit_block` with every block whose header has the flag."""
        index = 1
        while index <= SMALL_LIMIT // GRANULE:
            page = load_address(self.pages, index * POINTER)
            while page != NULL:
                block = page + PAGE_HEADER
                end = page + load_word(page, PAGE_FILLED)
                while block != end:
                    if load_word(block, 0) & flag:
                        visitor.visit_block(block)
                    block += index * GRANULE
                page = load_address(page, PAGE_NEXT)
            index += 1

    def sweep(self, visited):
        """Frees every block whose header lacks the flag `visited`, and clears it in the others."""
        self.total_used = 0
        index = 1
        while index <= SMALL_LIMIT // GRANULE:
            self.sweep_class(index, visited)
            index += 1

    def sweep_class(self, index, visited):
        slot = index * POINTER
        page = load_address(self.pages, slot)
        kept = NULL
        free_list = NULL
        size = index * GRANULE
        while page != NULL:
            following = load_address(page, PAGE_NEXT)
            block = page + PAGE_HEADER
            end = page + load_word(page, PAGE_FILLED)
            # What is dead is written to only where something else in the page is alive.
            while block != end and not load_word(block, 0) & visited:
                block += size
            if block == end:
                store_address(page, PAGE_NEXT, self.free_pages)
                self.free_pages = page
            else:
                live = 0
                block = page + PAGE_HEADER
                while block != end:
                    header = load_word(block, 0)
                    if header & visited:
                        store_word(block, 0, header & ~visited)
                        live += size
                    else:
                        store_word(block, 0, 0)
                        store_address(block, WORD, free_list)
                        free_list = block
                    block += size
                self.total_used += live
                store_address(page, PAGE_NEXT, kept)
                kept = page
            page = following
        store_address(self.pages, slot, kept)
        store_address(self.free_blocks, slot, free_list)
