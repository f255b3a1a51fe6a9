# rffi integer types through casts
# skip: js (64-bit words)
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import rffi

def entry_point(argv):
    n = len(argv)
    for x in [0, 127, 128, 255, 256, 65535, 65536, -1, -129, 2147483647, 2147483648, 4294967296]:
        x = x * n
        print intmask(rffi.cast(rffi.UCHAR, x)), intmask(rffi.cast(rffi.SIGNEDCHAR, x)),
        print intmask(rffi.cast(rffi.USHORT, x)), intmask(rffi.cast(rffi.SHORT, x)),
        print intmask(rffi.cast(rffi.UINT, x)), intmask(rffi.cast(rffi.INT, x)), intmask(rffi.cast(rffi.LONG, x))
    return 0


def target(driver, args):
    return entry_point, None
