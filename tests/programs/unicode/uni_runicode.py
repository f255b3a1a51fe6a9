# the codecs of runicode with positions
# skip: untranslated (run-time bools)
from rpython.rlib.runicode import str_decode_utf_8, unicode_encode_utf_8

def entry_point(argv):
    s = "a\xc3\xa9b\xe2\x82\xac" * len(argv)
    u, pos = str_decode_utf_8(s, len(s), "strict", True)
    print len(u), pos
    u2, pos2 = str_decode_utf_8(s + "\xe2\x82", len(s) + 2, "strict", False)
    print len(u2), pos2
    u3, pos3 = str_decode_utf_8("x\xffy", 3, "replace", True)
    print len(u3), ord(u3[1]), pos3
    print unicode_encode_utf_8(u, len(u), "strict") == s
    return 0


def target(driver, args):
    return entry_point, None
