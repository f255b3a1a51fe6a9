# every letter of rstruct's formats, sizes, alignment, and data that is too short
# skip: js (64-bit words)
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import CalcSizeFormatIterator
from rpython.rlib.rstruct.ieee import float_pack, unpack_float
from rpython.rlib.rstruct.runpack import runpack


def show_size(fmt):
    counter = CalcSizeFormatIterator()
    try:
        counter.interpret(fmt)
    except StructError as e:
        print fmt, e.msg
        return
    print fmt, counter.totalsize


def entry_point(argv):
    n = len(argv)
    ones = "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8" * n
    print runpack("<b", ones), runpack(">B", ones)
    print runpack("<h", ones), runpack(">h", ones), runpack("<H", ones), runpack(">H", ones)
    print runpack("<i", ones), runpack(">l", ones), runpack("<I", ones), runpack("!L", ones)
    print runpack("<q", ones), runpack(">q", ones), runpack("<Q", ones), runpack(">Q", ones)
    a, b, c = runpack("bih", "\x01___\x02\x00\x00\x00\x03\x00" * n)
    print a, b, c
    a, b, c = runpack("=bih", "\x01\x02\x00\x00\x00\x03\x00" * n)
    print a, b, c
    a, b, c = runpack(">2h c", "\x00\x01\x00\x02z" * n)
    print a, b, c
    s, p, q = runpack("<3s5pB", "abc\x02xyzw\x09" * n)
    print s, p, q
    s, p = runpack("<0s3p", "\xffxy" * n)
    print len(s), p
    print int(runpack("<f", "\x00\x00\x20\xc1" * n) * 100), int(runpack(">d", "\x3f\xf8" + "\x00" * 6 * n) * 100)
    print int(runpack("<e", "\x00\x3e" * n) * 100), int(unpack_float("\xc0\x00" * n, True) * 100)
    try:
        print runpack(">i", "abc" * n)
    except StructError as e:
        print e.msg
    for x in [1.0, -0.5, 65504.0, 1e-7, 0.0001, 0.1]:
        print float_pack(x * n, 2), float_pack(x * n, 4), float_pack(x * n, 8)
    try:
        print float_pack(65520.0 * n, 2)
    except OverflowError:
        print "too large"
    try:
        print float_pack(1e300 * n, 4)
    except OverflowError:
        print "too large"
    for fmt in ["", "bih", "<bih", "3s2p", "10x", "bd", "c0i", "z", "4", "<P", "hhl", "?e", "99999999999999999999b"]:
        show_size(fmt)
    return 0


def target(driver, args):
    return entry_point, None
