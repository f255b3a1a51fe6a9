# StringBuilder from rstring
from rpython.rlib.rstring import StringBuilder

def entry_point(argv):
    b = StringBuilder()
    for i in range(10):
        b.append("item")
        b.append(str(i))
        b.append(chr(65 + i))
    b.append_slice("abcdefgh", 2, 5)
    b.append_multiple_char("*", 4)
    print b.getlength()
    s = b.build()
    print s, len(s)
    c = StringBuilder(len(argv) * 3)
    print "[" + c.build() + "]"
    for i in range(1000):
        c.append("0123456789")
    t = c.build()
    print len(t), t[9999], t[5000]
    return 0


def target(driver, args):
    return entry_point, None
