# Raw memory by addresses, sizes and offsets of types, arenas, strings and lists in place.
# skip: untranslated (raw memory without types exists in translated programs only)
# skip: js (sizes of 64-bit words)
# skip: wasm (pointers are not as large as words)
from _cases import entry_point_of
from rpython.rlib import rgc
from rpython.rlib.objectmodel import keepalive_until_here
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem import llarena, llmemory, lltype, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.rstr import STR

WORD = rffi.sizeof(lltype.Signed)
PAIR = lltype.Struct('pair', ('left', lltype.Signed), ('right', lltype.Signed))
MIXED = lltype.Struct('mixed', ('c', lltype.Char), ('n', lltype.Signed), ('d', lltype.Char))
NUMBERS = lltype.GcArray(lltype.Signed)
OFFSET_OF_LENGTH = llmemory.ArrayLengthOffset(NUMBERS)


def case_signed():
    adr = llmemory.raw_malloc(10 * WORD)
    for i in range(10):
        adr.signed[i] = i * i
    total = 0
    for i in range(10):
        total += adr.signed[i]
    print total
    llmemory.raw_free(adr)


def case_cleared():
    for turn in range(3):
        adr = llmemory.raw_malloc(64, zero=True)
        total = 0
        for i in range(8):
            total |= adr.signed[i]
            adr.signed[i] = -1
        print total,
        llmemory.raw_free(adr)
    print


def case_chars():
    adr = llmemory.raw_malloc(8)
    for i in range(8):
        adr.char[i] = chr(65 + i)
    print adr.char[0] + adr.char[7], ord((adr + 3).char[1])
    llmemory.raw_free(adr)


def case_floats():
    adr = llmemory.raw_malloc(32)
    adr.float[0] = 1.5
    adr.float[3] = adr.float[0] * 3
    print int(adr.float[3] * 10)
    llmemory.raw_free(adr)


def case_unsigned():
    adr = llmemory.raw_malloc(16)
    adr.unsigned[1] = r_uint(5)
    print intmask(adr.unsigned[1] + r_uint(1))
    llmemory.raw_free(adr)


def case_addresses_in_memory():
    a = llmemory.raw_malloc(32)
    b = llmemory.raw_malloc(16)
    a.address[0] = b
    a.address[1] = llmemory.NULL
    b.signed[0] = 123
    print a.address[0].signed[0], int(a.address[1] == llmemory.NULL), int(a.address[0] == b)
    llmemory.raw_free(a)
    llmemory.raw_free(b)


def case_arithmetic():
    adr = llmemory.raw_malloc(80)
    end = adr + 80
    print end - adr, int(end > adr), int(adr + 8 == end - 72), int(adr <= adr), int(end < adr)
    llmemory.raw_free(adr)


def case_null():
    adr = llmemory.NULL
    other = llmemory.raw_malloc(8)
    print int(bool(adr)), int(bool(other)), int(adr == llmemory.NULL), int(adr != other)
    llmemory.raw_free(other)


def case_copy():
    a = llmemory.raw_malloc(40)
    b = llmemory.raw_malloc(40)
    for i in range(5):
        a.signed[i] = i + 1
        b.signed[i] = 0
    llmemory.raw_memcopy(a + WORD, b, 3 * WORD)
    print b.signed[0], b.signed[2], b.signed[3]
    llmemory.raw_free(a)
    llmemory.raw_free(b)


def case_move_within():
    a = llmemory.raw_malloc(8 * WORD)
    for i in range(8):
        a.signed[i] = i
    llmemory.raw_memmove(a, a + 2 * WORD, 5 * WORD)
    for i in range(8):
        print a.signed[i],
    print
    llmemory.raw_free(a)


def case_clear_part():
    a = llmemory.raw_malloc(4 * WORD)
    for i in range(4):
        a.signed[i] = 7
    llmemory.raw_memclear(a + WORD, 2 * WORD)
    print a.signed[0], a.signed[1], a.signed[2], a.signed[3]
    llmemory.raw_free(a)


def case_sizes():
    print rffi.sizeof(lltype.Signed), rffi.sizeof(lltype.Char), rffi.sizeof(lltype.Float), rffi.sizeof(rffi.INT)
    print rffi.sizeof(rffi.SHORT), rffi.sizeof(rffi.LONGLONG), rffi.sizeof(rffi.CCHARP), rffi.sizeof(PAIR)


def case_field_offsets():
    p = lltype.malloc(PAIR, flavor='raw')
    p.left = 3
    p.right = 4
    adr = llmemory.cast_ptr_to_adr(p)
    print (adr + llmemory.offsetof(PAIR, 'left')).signed[0], (adr + llmemory.offsetof(PAIR, 'right')).signed[0]
    (adr + llmemory.offsetof(PAIR, 'right')).signed[0] = 44
    print p.right
    lltype.free(p, flavor='raw')


def case_pointer_and_back():
    p = lltype.malloc(PAIR, flavor='raw')
    p.left = 9
    adr = llmemory.cast_ptr_to_adr(p)
    print llmemory.cast_adr_to_ptr(adr, lltype.Ptr(PAIR)).left
    lltype.free(p, flavor='raw')


def case_struct_in_raw_memory():
    adr = llmemory.raw_malloc(llmemory.sizeof(PAIR))
    p = llmemory.cast_adr_to_ptr(adr, lltype.Ptr(PAIR))
    p.left = 1
    p.right = 2
    print p.left + p.right
    llmemory.raw_free(adr)


def case_number_and_back():
    p = lltype.malloc(PAIR, flavor='raw')
    p.right = 6
    number = rffi.cast(lltype.Signed, p)
    q = rffi.cast(lltype.Ptr(PAIR), number)
    print q.right, int(q == p), int(number != 0)
    lltype.free(p, flavor='raw')


def case_items_of_array():
    a = lltype.malloc(NUMBERS, 6)
    for i in range(6):
        a[i] = 10 + i
    adr = llmemory.cast_ptr_to_adr(a)
    item = adr + llmemory.itemoffsetof(NUMBERS, 0) + llmemory.sizeof(lltype.Signed) * 4
    number, length = item.signed[0], (adr + OFFSET_OF_LENGTH).signed[0]
    keepalive_until_here(a)
    print number, length


prebuilt = lltype.malloc(PAIR, flavor='raw', immortal=True)
prebuilt.left = 8
prebuilt_address = llmemory.cast_ptr_to_adr(prebuilt)


def case_prebuilt_address():
    print prebuilt_address.signed[0], int(prebuilt_address == llmemory.cast_ptr_to_adr(prebuilt))


def number_of(n):
    adr = prebuilt_address
    if n:
        adr = llmemory.NULL
    return llmemory.cast_adr_to_int(adr)


def case_number_of_prebuilt_address():
    print int(number_of(0) == llmemory.cast_adr_to_int(prebuilt_address)), number_of(1)


class Table(object):
    def __init__(self):
        self.first = llmemory.NULL

    def push(self, n):
        adr = llmemory.raw_malloc(2 * WORD)
        adr.signed[0] = n
        adr.address[1] = self.first
        self.first = adr

    def pop(self):
        adr = self.first
        n = adr.signed[0]
        self.first = adr.address[1]
        llmemory.raw_free(adr)
        return n


def case_address_in_field():
    t = Table()
    for i in range(5):
        t.push(i * 11)
    while t.first:
        print t.pop(),
    print


def case_addresses_in_list():
    l = [llmemory.raw_malloc(WORD) for i in range(4)]
    for i in range(4):
        l[i].signed[0] = i + 100
    print l[3].signed[0] - l[0].signed[0]
    for adr in l:
        llmemory.raw_free(adr)


def case_addresses_as_keys():
    a, b = llmemory.raw_malloc(8), llmemory.raw_malloc(8)
    d = {}
    d[a] = 'a'
    d[b] = 'b'
    print d[a] + d[b], len(d)
    llmemory.raw_free(a)
    llmemory.raw_free(b)


def case_arena():
    arena = llarena.arena_malloc(1000, True)
    size = llarena.round_up_for_allocation(llmemory.sizeof(PAIR))
    for i in range(4):
        adr = arena + i * size
        llarena.arena_reserve(adr, size)
        llmemory.cast_adr_to_ptr(adr, lltype.Ptr(PAIR)).right = i
    print (arena + 3 * size + WORD).signed[0], (arena + size).signed[0]
    llarena.arena_reset(arena, 1000, True)
    print (arena + 3 * size + WORD).signed[0]
    llarena.arena_free(arena)


def case_round_up():
    for n in [1, 7, 8, 9, 100]:
        print llarena.round_up_for_allocation(n) % 8, int(llarena.round_up_for_allocation(n, 50) >= 50),
    print


def case_load_from_string():
    s = 'abcdefgh' * len('xy')
    base = llmemory.offsetof(STR, 'chars') + llmemory.itemoffsetof(STR.chars, 0)
    c = llop.gc_load_indexed(lltype.Char, llstr(s), len(s) - 6, 1, base)
    n = llop.gc_load_indexed(rffi.INT, llstr(s), 4, 1, base)
    print c, rffi.cast(lltype.Signed, n) == 0x68676665 and 'efgh' or 'other'


def case_list_in_place():
    l = rgc.resizable_list_supporting_raw_ptr(['a', 'b', 'c'])
    l.append('d')
    p = rgc.nonmoving_raw_ptr_for_resizable_list(l)
    p[1] = 'X'
    rgc.collect()
    print ''.join(l), p[3]
    ll_list = rgc.ll_for_resizable_list(l)
    print ll_list.length, ll_list.items[0]


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
