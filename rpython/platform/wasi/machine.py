"""What the machine itself offers: functions of the library `rpython`, which the code generator writes as instructions.

On other platforms a stand-in takes their place, one block of memory with a limit, so that what is built on them can
be tested there.
"""
from __llmemory__ import cast

from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

PAGE = 65536


def imported(library, name, args, result):
    """The function pointer of an import."""
    eci = ExternalCompilationInfo(libraries=[library])
    return lltype.functionptr(lltype.FuncType(args, result), name, external='C', compilation_info=eci,
                              releasegil=False, random_effects_on_gcobjs=False)


if platform_name == 'wasi':
    # Pages of 64 kB there are; how many there were before so many more, or -1; how many there may be, where that is
    # known (asm.js); the first byte behind static data.
    memory_size = imported('rpython', 'memory_size', [], lltype.Signed)
    memory_grow = imported('rpython', 'memory_grow', [lltype.Signed], lltype.Signed)
    memory_limit = imported('rpython', 'memory_limit', [], lltype.Signed)
    heap_base = imported('rpython', 'heap_base', [], llmemory.Address)
    # Ends the program at once, as a failed instruction does.
    unreachable = imported('rpython', 'unreachable', [], lltype.Void)
    float_floor = imported('rpython', 'float_floor', [lltype.Float], lltype.Float)
    float_ceil = imported('rpython', 'float_ceil', [lltype.Float], lltype.Float)
    float_trunc = imported('rpython', 'float_trunc', [lltype.Float], lltype.Float)
    float_nearest = imported('rpython', 'float_nearest', [lltype.Float], lltype.Float)
    float_copysign = imported('rpython', 'float_copysign', [lltype.Float, lltype.Float], lltype.Float)

    def address_of(page):
        return cast(llmemory.Address, page * PAGE)
else:
    STAND_IN = lltype.Struct('wasi_memory', ('base', llmemory.Address), ('pages', lltype.Signed),
                             ('limit', lltype.Signed))
    stand_in = lltype.malloc(STAND_IN, flavor='raw', immortal=True, zero=True)

    def set_limit(pages):
        """How many pages there are to be had: the whole block is taken at once."""
        stand_in.base = llop.raw_calloc(llmemory.Address, pages * PAGE)
        stand_in.pages = 1
        stand_in.limit = pages

    def memory_size():
        return stand_in.pages

    def memory_grow(pages):
        before = stand_in.pages
        if before + pages > stand_in.limit:
            return -1
        stand_in.pages = before + pages
        return before

    def memory_limit():
        return stand_in.limit

    def heap_base():
        return stand_in.base

    def address_of(page):
        return stand_in.base + page * PAGE
