"""What the parts of the collectors have in common."""
from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import r_uint
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory.gc.incminimark import STATE_FINALIZING, STATE_SCANNING
from rpython.memory.gcdata import HEADER, CARD_SHIFT, MIN_CARDED, T_ITEMS_HAVE_PTRS
from rpython.memory.raw import WORD, ALIGN, load_word, store_word


@always_inline
def copy_words(source, dest, size):
    """Most objects are so small that a call costs more than the copying."""
    if size > 6 * WORD:
        llop.raw_memcopy(lltype.Void, source, dest, size)
        return
    store_word(dest, 0, load_word(source, 0))
    if size > WORD:
        store_word(dest, WORD, load_word(source, WORD))
        if size > 2 * WORD:
            store_word(dest, 2 * WORD, load_word(source, 2 * WORD))
            if size > 3 * WORD:
                store_word(dest, 3 * WORD, load_word(source, 3 * WORD))
                if size > 4 * WORD:
                    store_word(dest, 4 * WORD, load_word(source, 4 * WORD))
                    if size > 5 * WORD:
                        store_word(dest, 5 * WORD, load_word(source, 5 * WORD))


def card_bytes(infobits, length):
    """Bytes for the cards of an array of this length, rounded up."""
    if infobits & T_ITEMS_HAVE_PTRS and length >= MIN_CARDED:
        return ((length >> CARD_SHIFT) + ALIGN) & ~(ALIGN - 1)
    return 0


@always_inline
def card_offset(index):
    """Where the card of an item is, from the object. They lie backwards in front of the header."""
    return -(HEADER + 1) - (index >> CARD_SHIFT)


@always_inline
def llmemory_distance(a, b):
    return b - a


@always_inline
def llmemory_within(obj, base, size):
    """Whether `base <= obj < base + size`, as one unsigned comparison."""
    return r_uint(obj - base) < r_uint(size)


@always_inline
def llmemory_is_tagged(obj):
    return llmemory.cast_adr_to_int(obj) & 1 != 0
