# the codecs of runicode: orders of bytes, errors and their handlers
from rpython.rlib import runicode


def bytes_of(s):
    return " ".join([str(ord(c)) for c in s])


def codes_of(u):
    return " ".join([str(ord(c)) for c in u])


def show(name, result):
    u, pos = result
    print name, codes_of(u), "|", pos


def marking(errors, encoding, msg, s, start, end):
    print errors, encoding, msg, start, end
    return u"<>", end


def numbering(errors, encoding, msg, u, start, end):
    print errors, encoding, msg, start, end
    if errors == "bytes":
        return None, "\xff\xfe", end
    return u"!", None, end


def entry_point(argv):
    n = len(argv)
    for s in ["ab\x80c", "\xc0\xaf", "\xe2\x28\xa1", "\xe2\x82", "\xed\xa0\x80", "\xf0\x9f\x98\x80", "\xf0\x9f\x98x",
              "\xf4\x90\x80\x80", "\xf5x", "\xc3", "\xf0\x9f", "\xf0\x9f\x98", "\xe0\x80x", "\xf0\x28"]:
        s = s * n
        show("utf8", runicode.str_decode_utf_8(s, len(s), "replace", True))
        show("part", runicode.str_decode_utf_8(s, len(s), "ignore", False))
        show("mark", runicode.str_decode_utf_8(s, len(s), "mark", True, marking))
    s = "x\xed\xa0\x80" * n
    show("surrogate", runicode.str_decode_utf_8(s, len(s), "strict", True, None, True))
    try:
        show("strict", runicode.str_decode_utf_8(s, len(s), "strict", True))
    except UnicodeDecodeError:
        print "not UTF-8"
    u = (u"a\xe9\u20ac" + unichr(0x1f600)) * n
    print bytes_of(runicode.unicode_encode_utf_8(u, len(u), "strict"))
    for data in [runicode.unicode_encode_utf_16(u, len(u), "strict"),
                 runicode.unicode_encode_utf_16_be(u, len(u), "strict"),
                 runicode.unicode_encode_utf_16_le(u, len(u), "strict")]:
        print bytes_of(data)
        show("16", runicode.str_decode_utf_16(data, len(data), "replace", True))
        show("be", runicode.str_decode_utf_16_be(data, len(data), "replace", True))
        show("le", runicode.str_decode_utf_16_le(data, len(data), "replace", True))
    for data in [runicode.unicode_encode_utf_32(u, len(u), "strict"),
                 runicode.unicode_encode_utf_32_be(u, len(u), "strict"),
                 runicode.unicode_encode_utf_32_le(u, len(u), "strict")]:
        print bytes_of(data)
        show("32", runicode.str_decode_utf_32(data, len(data), "mark", True, marking))
        show("be", runicode.str_decode_utf_32_be(data, len(data), "mark", True, marking))
        show("le", runicode.str_decode_utf_32_le(data, len(data), "mark", True, marking))
    for s in ["a\0b", "\x00\xd8a\0", "\x00\xdca\0", "\x00\xd8"]:
        s = s * n
        show("final", runicode.str_decode_utf_16_le(s, len(s), "mark", True, marking))
        show("part", runicode.str_decode_utf_16_le(s, len(s), "mark", False, marking))
    lone = (u"x" + unichr(0xd800 + n - 1) + u"y") * n
    print bytes_of(runicode.unicode_encode_utf_8(lone, len(lone), "replace"))
    print bytes_of(runicode.unicode_encode_utf_8(lone, len(lone), "bytes", numbering))
    print bytes_of(runicode.unicode_encode_utf_8(lone, len(lone), "text", numbering))
    print bytes_of(runicode.unicode_encode_utf_8(lone, len(lone), "strict", allow_surrogates=True))
    print bytes_of(runicode.unicode_encode_utf8sp(lone, len(lone)))
    print bytes_of(runicode.unicode_encode_utf_16_le(lone, len(lone), "text", numbering, False))
    try:
        print bytes_of(runicode.unicode_encode_utf8_forbid_surrogates(lone, len(lone)))
    except runicode.SurrogateError as e:
        print e.char, e.index
    show("latin", runicode.str_decode_latin_1("a\xe9" * n, 2, "strict"))
    show("ascii", runicode.str_decode_ascii("a\xe9b" * n, 3, "replace"))
    show("ascii", runicode.str_decode_ascii("a\xe9b" * n, 3, "mark", True, marking))
    print bytes_of(runicode.unicode_encode_latin_1(u, len(u), "ignore"))
    print bytes_of(runicode.unicode_encode_latin_1(u, len(u), "text", numbering))
    print bytes_of(runicode.unicode_encode_ascii(u, len(u), "replace"))
    print bytes_of(runicode.unicode_encode_ascii(u, len(u), "bytes", numbering))
    try:
        print bytes_of(runicode.unicode_encode_ascii(u, len(u), "strict"))
    except UnicodeEncodeError:
        print "not ASCII"
    return 0


def target(driver, args):
    return entry_point, None
