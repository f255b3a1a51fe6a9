# builders passed around, used for escapes, and built repeatedly
from rpython.rlib.rstring import StringBuilder

def escape(b, s):
    for c in s:
        if c == "\n":
            b.append("\\n")
        elif c == "\"":
            b.append("\\\"")
        elif c < " " or c > "~":
            b.append("\\x")
            b.append("0123456789abcdef"[ord(c) >> 4])
            b.append("0123456789abcdef"[ord(c) & 15])
        else:
            b.append(c)

def quote(s):
    b = StringBuilder(len(s) + 2)
    b.append("\"")
    escape(b, s)
    b.append("\"")
    return b.build()

def entry_point(argv):
    for s in ["plain", "two\nlines", "say \"hi\"", "\x00\x7f\xff" * len(argv), ""]:
        q = quote(s)
        print q, len(q)
    return 0


def target(driver, args):
    return entry_point, None
