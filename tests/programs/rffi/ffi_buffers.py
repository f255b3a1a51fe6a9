# buffers and copies of strings for the time of a block
# skip: untranslated (types of arguments of bare functions are compared)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *


def main():
    d = 'non-moving data stuff'
    with scoped_alloc_buffer(len(d)) as s:
        for i in range(len(d)):
            s.raw[i] = d[i]
        print s.str(len(d)-1)
    du = u'non-moving data'
    with scoped_alloc_unicodebuffer(len(du)) as s:
        for i in range(len(du)):
            s.raw[i] = du[i]
        print s.str(len(du)-1).encode('ascii')
    buf, llobj, flag = get_nonmovingbuffer_ll(d)
    c = 0
    for i in range(len(d)):
        if buf[i] == d[i]:
            c += 1
    free_nonmovingbuffer_ll(buf, llobj, flag)
    print c
    with scoped_nonmovingbuffer(d) as b: print b[3]
    with scoped_view_charp('bar') as b: print b[0], b[2], ord(b[3])
    with scoped_nonmoving_unicodebuffer(u'bar') as b: print ord(b[1])
    with scoped_str2charp('abc') as p: print charp2str(p)
    with scoped_str2charp(None) as p: print not p
    with scoped_unicode2wcharp(u'abc') as p: print wcharp2unicode(p).encode('ascii')
    raw = str2charp("XxxZy")
    print str2chararray("abcdef", raw, 4), raw[3], raw[4]
    free_charp(raw)
    w = lltype.malloc(CWCHARP.TO, 3, flavor='raw')
    w[0] = u'\u1234'
    w[1]=u'\x80'
    w[2]=u'a'
    print wcharpsize2utf8(w, 3)
    lltype.free(w, flavor='raw')
    with scoped_utf82wcharp('h\xc3\xa9', 2) as p: print ord(p[1]), wcharp2utf8(p)
    p1 = str2charp("hello")
    p2 = str2charp("WORLD")
    c_memcpy(cast(VOIDP, p2), cast(CONST_VOIDP, p1), 3)
    print charp2str(p2), charp2strn(p2, 2), charpsize2str(p2, 4)
    free_charp(p1)
    free_charp(p2)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
