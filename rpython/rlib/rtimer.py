"""A counter that only goes up, for measuring."""
import time

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import LONG_BIT, intmask
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lloperation import llop

UNIT_TSC = 0
UNIT_NS = 1
UNIT_QUERY_PERFORMANCE_COUNTER = 2
_is_64_bit = LONG_BIT > 32
TIMESTAMP_type = lltype.SignedLongLong


def read_timestamp():
    if not we_are_translated():
        return int(time.time() * 1e9)
    return intmask(llop.ll_read_timestamp(lltype.SignedLongLong))


def get_timestamp_unit():
    """What the counter counts: nanoseconds."""
    return UNIT_NS
