"""What a program asks its tracing JIT. Programs here have none: nothing was compiled, counted or timed, and what it is told to
do makes no difference.
"""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_uint
from rpython.rtyper.lltypesystem import lltype, llmemory

LOOP_RUN_CONTAINER = lltype.GcArray(lltype.Struct(
    'elem', ('type', lltype.Char), ('number', lltype.Signed), ('counter', lltype.Signed)))


def emptyval():
    return lltype.nullptr(llmemory.GCREF.TO)


def stats_set_debug(warmrunnerdesc, flag):
    """Whether loops were counted before."""
    return False


def stats_get_counter_value(warmrunnerdesc, no):
    """One of `jit.Counters`."""
    return 0


def stats_get_times_value(warmrunnerdesc, no):
    """Seconds of tracing, or of making machine code."""
    return 0.0


def stats_get_loop_run_times(warmrunnerdesc):
    return lltype.malloc(LOOP_RUN_CONTAINER, 0)


def stats_asmmemmgr_allocated(warmrunnerdesc):
    """Bytes for machine code."""
    return r_uint(0)


def stats_asmmemmgr_used(warmrunnerdesc):
    return r_uint(0)


def stats_memmgr_release_all(warmrunnerdesc):
    pass


# ---------------------------------------------------------------- places in the program; by the driver's name

@specialize.call_location()
def get_jitcell_at_key(name, *greenkey):
    """What is known about a place: nothing."""
    return lltype.nullptr(llmemory.GCREF.TO)


@specialize.call_location()
def trace_next_iteration(name, *greenkey):
    pass


@specialize.call_location()
def trace_next_iteration_hash(name, hash):
    pass


@specialize.call_location()
def dont_trace_here(name, *greenkey):
    pass


@specialize.call_location()
def mark_as_being_traced(name, *greenkey):
    pass
