"""What the collectors and the transformation that inserts them share.

A managed object is preceded by one word, its header: the type id in the lower half, flags in the
upper half. The transformation fills the table of types, indexed by type id, and emits the fast path of
allocation against `gcdata`, so the names and order of these fields are known to it.
"""
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import lltype, llmemory

OFFSETS = lltype.Array(lltype.Signed)

# infobits of a type
T_VARSIZE = 1           # has a length and items
T_ITEMS_HAVE_PTRS = 2   # items contain managed pointers
T_WEAKREF = 4           # its one pointer is weak
T_FINALIZER = 8         # has a __del__
T_HAS_PTRS = 16         # fixed part contains managed pointers
T_TEXT = 32             # items are characters, which the program writes before it reads them
T_INSTANCE = 64         # an instance of an RPython class
T_CUSTOM_TRACE = 128    # the program tells where other managed pointers are

TYPE_INFO = lltype.Struct(
    'gc_type_info',
    ('infobits', lltype.Signed),
    ('fixedsize', lltype.Signed),      # bytes of the object, without header and items
    ('itemsize', lltype.Signed),       # bytes of an item
    ('lengthoffset', lltype.Signed),   # of the length word
    ('itemsoffset', lltype.Signed),    # of the first item
    ('ptroffsets', lltype.Ptr(OFFSETS)),      # of managed pointers in the fixed part
    ('itemptroffsets', lltype.Ptr(OFFSETS)),  # of managed pointers in an item
    ('finalizer', lltype.Ptr(lltype.FuncType([llmemory.Address], lltype.Void))),
    ('tracer', lltype.Ptr(lltype.FuncType([llmemory.Address], lltype.Void))))

TYPE_TABLE = lltype.Array(TYPE_INFO)

GCDATA = lltype.Struct(
    'gcdata',
    ('nursery_free', llmemory.Address),    # where the next small object goes
    ('nursery_top', llmemory.Address),     # up to where
    ('root_stack_base', llmemory.Address),  # the shadow stack grows upwards; its top is `gc_stack_top`
    ('root_stack_limit', llmemory.Address),
    ('suspended', llmemory.Address),       # the first of the other stacks of roots; see `memory/stacks.py`
    ('types', lltype.Ptr(TYPE_TABLE)),
    # Addresses of managed pointers that lie in static data which is not managed itself.
    ('static_roots', lltype.Ptr(lltype.Array(llmemory.Address))),
    # Addresses of the prebuilt managed objects.
    ('prebuilt', lltype.Ptr(lltype.Array(llmemory.Address))))

gcdata = lltype.malloc(GCDATA, flavor='raw', immortal=True, zero=True)

# Header.
HALF = LONG_BIT // 2
TYPEID_MASK = (1 << HALF) - 1
FIRST_FLAG = 1 << HALF
# Old (or static): a store of a pointer into it must be recorded, after which the flag is off.
FLAG_TRACK_YOUNG_PTRS = FIRST_FLAG << 0
# Static, and never written to since the start: the collector need not look at it.
FLAG_NO_HEAP_PTRS = FIRST_FLAG << 1
# Reached in the running major collection.
FLAG_VISITED = FIRST_FLAG << 2
# Its identity hash was asked for while young: its place in the old generation is reserved.
FLAG_HAS_SHADOW = FIRST_FLAG << 3
# Moved: the first word of the object is the new address.
FLAG_FORWARDED = FIRST_FLAG << 4
# Allocated on its own, not in an arena.
FLAG_LARGE = FIRST_FLAG << 5
# Prebuilt: not freed, not moved.
FLAG_PREBUILT = FIRST_FLAG << 6
# The identity hash is stored behind the object (semispace), or has been promised (prebuilt).
FLAG_HAS_HASH = FIRST_FLAG << 7

# A large array of pointers, preceded by a byte for each CARD items: whether one of them was written to.
FLAG_HAS_CARDS = FIRST_FLAG << 8
# One of these bytes is set.
FLAG_CARDS_SET = FIRST_FLAG << 9
# In a running major collection: reached only from registered objects that are about to be handed out.
FLAG_ORDERING = FIRST_FLAG << 10
# Its identity hash was asked for since it was moved here (semispace).
FLAG_HASH_TAKEN = FIRST_FLAG << 11
# Of no meaning to the collectors: `rgc.toggle_gcflag_extra`.
FLAG_EXTRA = FIRST_FLAG << 12

PREBUILT_FLAGS = FLAG_PREBUILT | FLAG_TRACK_YOUNG_PTRS | FLAG_NO_HEAP_PTRS

WORD = llmemory.sizeof(lltype.Signed)
HEADER = WORD
POINTER = llmemory.sizeof(llmemory.Address)
# Every object has room for a forwarding address.
MIN_SIZE = HEADER + WORD
CARD_SHIFT = 7
# Shorter arrays are looked at as a whole.
MIN_CARDED = 4 << CARD_SHIFT
