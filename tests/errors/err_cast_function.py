# a function where a pointer is cast
# reference: casting of non-pointer
from rpython.rtyper.lltypesystem import llmemory, lltype


def helper():
    return 1


def entry_point(argv):
    ref = lltype.cast_opaque_ptr(llmemory.GCREF, helper) #! error: pointer is needed, function helper
    return int(ref == lltype.nullptr(llmemory.GCREF.TO))


def target(driver, args):
    return entry_point, None
