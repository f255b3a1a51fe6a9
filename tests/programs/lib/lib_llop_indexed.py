# numbers read from the characters of a string, at a place that is index times scale bytes behind a start
# skip: untranslated (low-level operations)
# skip: js (layout of 64-bit words)
# skip: wasm (layout of 64-bit words)
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.rstr import STR


def start_of_characters():
    return (llmemory.offsetof(STR, 'chars') + llmemory.itemoffsetof(STR.chars, 0))


def read(TYPE, s, index, scale):
    base = start_of_characters()
    return llop.gc_load_indexed(TYPE, llstr(s), index, scale, base)


read._annspecialcase_ = 'specialize:arg(0)'


def entry_point(argv):
    text = 'abcdefgh' * len(argv) + '\x01\x02\x00\x00\x00\x00\x00\x00'
    print intmask(read(rffi.UCHAR, text, 1, 1))
    print intmask(read(rffi.USHORT, text, 4, 2))
    print intmask(read(rffi.INT, text, 2, 4))
    print read(lltype.Signed, text, 1, 8)
    print read(rffi.DOUBLE, text, 1, 8) > 0.0 and 1 or 0
    return 0


def target(driver, args):
    return entry_point, None
