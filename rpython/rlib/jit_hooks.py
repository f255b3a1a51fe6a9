"""What programs ask the JIT about itself. A program without one is told that there is nothing.

`warmrunnerdesc` is whatever the program has at hand, None in general.
"""
from rpython.rlib.rarithmetic import r_uint
from rpython.rtyper.lltypesystem import lltype, llmemory

LOOP_RUN_CONTAINER = lltype.GcArray(lltype.Struct('elem', ('type', lltype.Char), ('number', lltype.Signed),
                                                  ('counter', lltype.Signed)))


def emptyval():
    return lltype.nullptr(llmemory.GCREF.TO)


def stats_set_debug(warmrunnerdesc, flag):
    """Whether loops are counted now."""
    return False


def stats_get_counter_value(warmrunnerdesc, no):
    return -1


def stats_get_times_value(warmrunnerdesc, no):
    return 0.0


def stats_get_loop_run_times(warmrunnerdesc):
    return lltype.malloc(LOOP_RUN_CONTAINER, 0)


def stats_asmmemmgr_allocated(warmrunnerdesc):
    """Bytes reserved for machine code."""
    return r_uint(0)


def stats_asmmemmgr_used(warmrunnerdesc):
    """Bytes of machine code."""
    return r_uint(0)


def stats_memmgr_release_all(warmrunnerdesc):
    """Forgets all machine code."""
