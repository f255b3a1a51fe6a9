# compression, decompression, checksums
# needs: zlib.h
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib import rzlib
from rpython.rlib.rarithmetic import r_uint
expanded = 'some bytes which will be compressed'


def tail(c):
    n = len(c) - 500
    assert n >= 0
    return c[2000:n]


def main():
    print rzlib.crc32(''), rzlib.crc32('\0'), rzlib.crc32('hello, world.'), rzlib.crc32('hello, world.', 42)
    print rzlib.crc32('world.', rzlib.crc32('hello, ')) == rzlib.crc32('hello, world.')
    print rzlib.adler32(''), rzlib.adler32('\0'), rzlib.adler32('x' * 23), rzlib.adler32('x' * 23, 42)
    for level in [-2, 10]:
        try:
            rzlib.deflateInit(level)
        except ValueError:
            print 'ValueError'
    s = rzlib.deflateInit()
    data = rzlib.compress(s, expanded)
    data += rzlib.compress(s, "", rzlib.Z_FINISH)
    rzlib.deflateEnd(s)
    print len(data)
    s = rzlib.inflateInit()
    b1, f1, u1 = rzlib.decompress(s, data)
    b2, f2, u2 = rzlib.decompress(s, "", rzlib.Z_FINISH)
    rzlib.inflateEnd(s)
    print b1 + b2, f1, f2, u1, u2
    big = ''.join([str(i) + ', ' for i in range(20000)])
    s = rzlib.deflateInit()
    c = rzlib.compress(s, big, rzlib.Z_FINISH)
    rzlib.deflateEnd(s)
    s = rzlib.inflateInit()
    d, f, u = rzlib.decompress(s, c, rzlib.Z_FINISH)
    rzlib.inflateEnd(s)
    print d == big, f, u, len(c) < len(big)
    s = rzlib.inflateInit()
    d, f, u = rzlib.decompress(s, c[:1000])
    print big.startswith(d), f, u
    d2, f, u = rzlib.decompress(s, c[1000:2000])
    print big.startswith(d + d2), f, u
    try:
        rzlib.decompress(s, tail(c), rzlib.Z_FINISH)
    except rzlib.RZlibError, e:
        print e.msg
    rzlib.inflateEnd(s)
    s = rzlib.inflateInit()
    n = len(data) - 5
    assert n > 0
    d1, f, u = rzlib.decompress(s, data[:n])
    print f, u
    d2, f, u = rzlib.decompress(s, data[n:] + 'garbage')
    print f, u, d1 + d2 == expanded
    d3, f, u = rzlib.decompress(s, 'more_garbage')
    print f, u, len(d3)
    rzlib.inflateEnd(s)
    s = rzlib.inflateInit()
    d1, f, u = rzlib.decompress(s, data, max_length=17)
    print d1, f, u > 0
    k = len(data) - u
    assert k >= 0
    d2, f, u = rzlib.decompress(s, data[k:])
    print d2, f, u
    rzlib.inflateEnd(s)
    s = rzlib.deflateInit()
    b1 = rzlib.compress(s, expanded[:10])
    cp = rzlib.deflateCopy(s)
    x = rzlib.compress(s, expanded[10:], rzlib.Z_FINISH)
    y = rzlib.compress(cp, expanded[10:], rzlib.Z_FINISH)
    print b1 + x == data, x == y
    rzlib.deflateEnd(s)
    rzlib.deflateEnd(cp)
    s = rzlib.inflateInit()
    b1, f, u = rzlib.decompress(s, data[:10])
    cp = rzlib.inflateCopy(s)
    x, f1, u1 = rzlib.decompress(s, data[10:], rzlib.Z_FINISH)
    y, f2, u2 = rzlib.decompress(cp, data[10:], rzlib.Z_FINISH)
    print b1 + x == expanded, b1 + y == expanded, f1, f2, u1, u2
    rzlib.inflateEnd(s)
    rzlib.inflateEnd(cp)
    s = rzlib.inflateInit()
    s.c_zalloc = rffi.cast(lltype.typeOf(s.c_zalloc), rzlib.Z_NULL)
    try:
        rzlib.inflateCopy(s)
    except rzlib.RZlibError, e:
        print e.msg
    s = rzlib.deflateInit()
    e0 = rzlib.compress(s, "") + rzlib.compress(s, "") + rzlib.compress(s, "", rzlib.Z_FINISH)
    print len(e0)
    rzlib.deflateEnd(s)
    s = rzlib.inflateInit()
    d, f, u = rzlib.decompress(s, "")
    print len(d), f, u
    buf = data
    for i in range(3):
        d, f, u = rzlib.decompress(s, buf, max_length=0)
        print len(d), f, u > 0
        k = len(buf) - u
        assert k >= 0
        buf = buf[k:]
    rzlib.inflateEnd(s)
    s = rzlib.deflateInit(zdict='abc')
    z = rzlib.compress(s, 'abcabc', rzlib.Z_FINISH)
    rzlib.deflateEnd(s)
    s = rzlib.inflateInit()
    d, f, u = rzlib.decompress(s, z, zdict='abc')
    rzlib.inflateEnd(s)
    print d, f
    try:
        s = rzlib.inflateInit()
        rzlib.decompress(s, 'this is no compressed data')
    except rzlib.RZlibError, e:
        print e.msg
    print rzlib.zlibVersion()[0] == rzlib.ZLIB_VERSION[0]


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
