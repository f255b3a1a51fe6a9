"""The code objects that are being interpreted, from the innermost out. There is no record of them where programs cannot be
sampled, so that it is always empty.
"""
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import lltype, rffi

LOC_INTERPRETED = 0
LOC_JITTED = 1
LOC_JITTED_INLINED = 2


def traceback(estimate_number_of_entries):
    """(array of entries, how many there are); the array is to be freed."""
    return lltype.malloc(rffi.SIGNEDP.TO, estimate_number_of_entries * 2 + 4, flavor='raw'), 0


@specialize.arg(0, 1)
def walk_traceback(CodeClass, callback, arg, array_p, array_length):
    """Calls `callback(code, where, arg)` for each entry until it gives something that is true."""
    assert array_length == 0
    return 0
