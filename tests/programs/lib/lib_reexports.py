# Names that programs take from a module that only imports them.
from rpython.rlib import rarithmetic
from rpython.rlib.jit import JitDriver, we_are_translated
from rpython.rlib.rgc import specialize
from rpython.rlib.rstring import intmask
from rpython.rtyper.lltypesystem.rffi import unrolling_iterable

try:
    from rpython.rlib.jit import no_such_name
except ImportError, e:
    MESSAGE = str(e)

FACTS = rarithmetic.struct.calcsize('i'), hasattr(rarithmetic, 'no_such_name')

driver = JitDriver(greens=[], reds='auto')
NUMBERS = unrolling_iterable([1, 2, 3])


@specialize.argtype(0)
def twice(x):
    return x + x


def entry_point(argv):
    total = 0
    for n in NUMBERS:
        driver.jit_merge_point()
        total = intmask(total * 10 + twice(n))
    print total, twice('ab'), MESSAGE
    print FACTS[0], FACTS[1]
    if we_are_translated():
        total += 1
    return total - total


def target(*args):
    return entry_point, None
