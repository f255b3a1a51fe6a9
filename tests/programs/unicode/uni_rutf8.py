# rutf8 works on encoded strings
# skip: untranslated (run-time bools)
from rpython.rlib import rutf8

def entry_point(argv):
    s = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" * len(argv)
    print rutf8.check_utf8(s, True)
    pos = 0
    while pos < len(s):
        print rutf8.codepoint_at_pos(s, pos),
        pos = rutf8.next_codepoint_pos(s, pos)
    print
    print rutf8.codepoints_in_utf8(s)
    print rutf8.unichr_as_utf8(rutf8.r_uint(0x20ac + len(argv) - 1)) == "\xe2\x82\xac"
    try:
        rutf8.check_utf8("a\xff" * len(argv), True)
        print "fine"
    except rutf8.CheckError as e:
        print "error at", e.pos
    return 0


def target(driver, args):
    return entry_point, None
