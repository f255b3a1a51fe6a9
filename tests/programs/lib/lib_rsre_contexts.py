# The matcher on bytes, unicode, UTF-8 and buffers; buffers themselves.
# skip: untranslated (prints floats)
# skip: js (64-bit words)
from rpython.rlib.rsre import rsre_core, rsre_re, rsre_utf8, rsre_char
from rpython.rlib.rsre.rpy import get_code
from rpython.rlib.rsre.rsre_core import UnicodeMatchContext, StrMatchContext, BufMatchContext, match_context, search_context, MODE_FULL, specializectx
from rpython.rlib.buffer import StringBuffer, SubBuffer, ByteBuffer
from rpython.rlib.mutbuffer import MutableStringBuffer
from rpython.rlib.unicodedata import unicodedb
from rpython.rtyper.lltypesystem import lltype, rffi
rsre_char.set_unicode_db(unicodedb)
p1 = get_code(r'(\w+)\s+(?:(a|b)c)*?d(?=e)')
p2 = get_code(ur'[\u1234\xe9]+(.)\1')
p3 = get_code(r'x*')
r = rsre_re.compile(r'(\d+)-(?P<n>[a-z]*)')
@specializectx
def first(ctx, pos):
    return ctx.str(pos)
def show(ctx):
    if ctx is None:
        print 'none'
    else:
        print ctx.match_start, ctx.match_end, ctx.span(1), ctx.get_mark(0)
def entry_point(argv):
    show(rsre_core.search(p1, "  hello   acbcde"))
    show(rsre_core.match(p1, "  hello   acbcde"))
    u = u'zz\u1234\xe9\u1234qqe'
    ctx = UnicodeMatchContext(u, 0, len(u))
    print int(search_context(ctx, p2)), ctx.match_start, ctx.match_end, first(ctx, 2)
    b = u.encode('utf-8')
    c2 = rsre_utf8.utf8search(p2, b)
    show(c2)
    c2 = rsre_utf8.utf8match(p2, b, 2, len(b))
    show(c2)
    c3 = BufMatchContext(SubBuffer(StringBuffer("..xxxx.."), 2, 5), 0, 5)
    print int(match_context(c3, p3)), c3.match_end, first(c3, 0)
    c4 = StrMatchContext("xxxy", 0, 4)
    c4.match_mode = MODE_FULL
    print int(match_context(c4, p3))
    c4.reset(1, True)
    print int(match_context(c4, p3)), c4.match_end
    m = r.search("abc 123-foo 4-x")
    print m.group(1), m.group(2), m.groupdict()['n']
    print r.split("a1-b2-c")[0]
    bb = ByteBuffer(16)
    bb.typed_write(rffi.INT, 0, 0x1234)
    bb.typed_write(lltype.Float, 8, 1.5)
    print bb.typed_read(lltype.Float, 8), rffi.cast(lltype.Signed, bb.typed_read(rffi.INT, 0)), rffi.cast(lltype.Signed, bb.typed_read(rffi.SHORT, 0))
    mb = MutableStringBuffer(4)
    mb.setslice(0, 'ab'); mb.setzeros(2, 2)
    print len(mb.finish())
    print StringBuffer("hello")[1:3]
    return 0
def target(d, a): return entry_point, None
