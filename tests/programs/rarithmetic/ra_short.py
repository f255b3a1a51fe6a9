# the classes of C's short integers, called and listed
# skip: untranslated (what does not fit is an error there)
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import rffi


def wrap(n):
    return [intmask(rffi.r_short(n)), intmask(rffi.r_ushort(n)),
            intmask(rffi.r_signedchar(n)), intmask(rffi.r_uchar(n))]


def entry_point(argv):
    n = len(argv)
    for value in [n, 127 + n, 255 + n, 32767 + n, 65535 + n, -n, -32768 - n]:
        print wrap(value)
    l = [rffi.r_short(3), rffi.r_short(4)]
    l[0] = rffi.r_short(n * 40000)
    l.append(rffi.r_short(-n))
    for x in l:
        print intmask(x)
    return 0


def target(driver, args):
    return entry_point, None
