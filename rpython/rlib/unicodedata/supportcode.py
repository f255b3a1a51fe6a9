"""What tables written by `codegen` need to be read."""
from rpython.rlib.rarithmetic import r_int32, r_uint32
from rpython.rtyper.lltypesystem.rffi import r_short, r_ushort


def signed_ord(c):
    """The number of a character as that of a signed byte."""
    number = ord(c)
    if number >= 128:
        return number - 256
    return number


def _all_uint32(l):
    return [r_uint32(x) for x in l]


def _all_int32(l):
    return [r_int32(x) for x in l]


def _all_ushort(l):
    return [r_ushort(x) for x in l]


def _all_short(l):
    return [r_short(x) for x in l]
