"""What the run time of C code does elsewhere: start and end, fatal errors with their tracebacks.

The code generator calls these functions for operations that it has no instructions for; `src/platform.rs` lists them.
Nothing here allocates managed memory or raises.
"""
from rpython.platform.wasi import calls, clocks, environment, heap, log, output
from rpython.platform.wasi.access import NULL, store_u64
from rpython.platform.wasi.blocks import strlen
from rpython.platform.wasi.log import (
    platform_log_start, platform_log_stop, platform_log_enabled, platform_log_wants, platform_log_string, platform_log_bool,
    platform_log_char, platform_log_int, platform_log_unsigned, platform_log_float, platform_log_address,
    platform_log_end_line, platform_log_flush, platform_log_offset)
from rpython.platform.wasi.output import string_length
from rpython.rlib.rarithmetic import r_ulonglong
from rpython.rtyper.lltypesystem import lltype, llmemory

ABORTED = 134


def platform_start():
    """Before everything else."""
    clocks.remember_start()
    environment.read_arguments()
    log.open_log()


def platform_argc():
    return environment.words.argument_count


def platform_argv(index):
    return environment.argument(index)


def platform_finish(status):
    """At the end of the program."""
    log.flush()
    calls.proc_exit(status & 255)


# ---------------------------------------------------------------- memory

def platform_malloc(size):
    return heap.malloc(size)


def platform_calloc(size):
    return heap.calloc_bytes(size)


def platform_free(adr):
    heap.free(adr)


def platform_timestamp():
    """Nanoseconds of a clock that only goes forward."""
    return clocks.nanoseconds(clocks.MONOTONIC)


# ---------------------------------------------------------------- tracebacks

# The ring: only the last entries are kept; the newest is the outermost call.
ENTRIES = 128
RAISE, PASS, CATCH, RERAISE = range(4)
ENTRY = lltype.Struct('wasi_traceback_entry', ('place', llmemory.Address), ('etype', llmemory.Address),
                      ('kind', lltype.Signed))
RING = lltype.Struct('wasi_traceback', ('count', lltype.Signed), ('entries', lltype.FixedSizeArray(ENTRY, ENTRIES)))
ring = lltype.malloc(RING, flavor='raw', immortal=True, zero=True)


def platform_traceback(place, etype, kind):
    """`place` is a text that ends in a zero."""
    count = ring.count
    ring.count = count + 1
    entry = ring.entries[count & (ENTRIES - 1)]
    entry.place = place
    entry.etype = etype
    entry.kind = kind


def print_place(place):
    if place != NULL:
        output.text('  ')
        output.bytes(place, strlen(place))
        output.text('\n')


def print_traceback(etype):
    at = ring.count
    left = ENTRIES
    skipping = False
    output.text('RPython traceback:\n')
    while at > 0 and left > 0:
        at -= 1
        left -= 1
        entry = ring.entries[at & (ENTRIES - 1)]
        kind = entry.kind
        if skipping:
            # From where a caught exception was raised back to where it was caught.
            if kind != CATCH or entry.etype != etype:
                continue
            skipping = False
        if kind == RAISE:
            if etype != NULL and entry.etype != etype:
                break
            print_place(entry.place)
            return
        if kind == RERAISE:
            if etype == NULL:
                etype = entry.etype
            skipping = True
        elif kind == PASS or entry.etype == etype:
            print_place(entry.place)
    output.text('  ...\n')


def platform_print_traceback():
    """Prints the traceback of the exception raised last."""
    print_traceback(NULL)
    output.flush()


def end_program():
    output.text('\n')
    output.flush()
    log.flush()
    calls.proc_exit(ABORTED)


def platform_fatal_exception(etype, name):
    """Prints the traceback and the name of the exception's class, and ends the program."""
    print_traceback(etype)
    output.text('Fatal RPython error: ')
    output.bytes(name, strlen(name))
    end_program()


def platform_fatal_error(message, chars, length):
    """Prints the message, and ends the program."""
    output.text('RPython traceback:\n')
    if message == NULL:
        output.text('NULL')
    else:
        output.bytes(message + chars, string_length(message, chars, length))
    end_program()


# ---------------------------------------------------------------- double words

def platform_divide(low, high, divisor_low, divisor_high, out):
    """Divides double words given as halves; low and high half of quotient and remainder go to `out`."""
    one = r_ulonglong(1)
    zero = r_ulonglong(0)
    quotient_low = zero
    quotient_high = zero
    rest_low = zero
    rest_high = zero
    i = 127
    while i >= 0:
        # Bit after bit, as on paper.
        lost = rest_high >> 63
        rest_high = (rest_high << 1) | (rest_low >> 63)
        rest_low <<= 1
        if i >= 64:
            rest_low |= (high >> (i - 64)) & one
        else:
            rest_low |= (low >> i) & one
        if lost or rest_high > divisor_high or (rest_high == divisor_high and rest_low >= divisor_low):
            borrow = zero
            if rest_low < divisor_low:
                borrow = one
            rest_low -= divisor_low
            rest_high -= divisor_high + borrow
            if i >= 64:
                quotient_high |= one << (i - 64)
            else:
                quotient_low |= one << i
        i -= 1
    store_u64(out, 0, quotient_low)
    store_u64(out, 8, quotient_high)
    store_u64(out, 16, rest_low)
    store_u64(out, 24, rest_high)
