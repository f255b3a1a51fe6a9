# UnicodeBuilder
from rpython.rlib.rstring import UnicodeBuilder

def entry_point(argv):
    b = UnicodeBuilder()
    for i in range(5):
        b.append(u"x\xe9")
        b.append(unichr(0x20ac + i))
    b.append_slice(u"abcdef", 1, 3)
    b.append_multiple_char(u"*", 3)
    u = b.build()
    print len(u), b.getlength()
    print u.encode("utf-8")
    return 0


def target(driver, args):
    return entry_point, None
