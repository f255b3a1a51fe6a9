# endless recursion through C code that calls back is a catchable RuntimeError
# skip: untranslated (the evaluator does not call C code that calls back)
# skip: interp (the same)
# skip: wasm (no C code)
# skip: js (no C code)
from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import lltype, rffi

COMPARE = lltype.FuncType([rffi.VOIDP, rffi.VOIDP], rffi.INT)
qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, lltype.Ptr(COMPARE)], lltype.Void)


class State(object):
    pass


state = State()
state.depth = 0
state.caught = 0


def compare(a, b):
    state.depth += 1
    try:
        sort()
    except RuntimeError:
        state.caught += 1
    return rffi.cast(rffi.INT, 0)


# A function of its own: what is raised at the start of a function that C code calls ends the program.
@dont_inline
def sort():
    items = lltype.malloc(rffi.SIGNEDP.TO, 2, flavor='raw')
    items[0] = 2
    items[1] = 1
    try:
        qsort(rffi.cast(rffi.VOIDP, items), rffi.cast(rffi.SIZE_T, 2), rffi.cast(rffi.SIZE_T, 8), compare)
    finally:
        lltype.free(items, flavor='raw')


def entry_point(argv):
    sort()
    print 'deep' if state.depth > 100 else 'shallow', state.caught
    return 0


def target(driver, args):
    return entry_point, None
