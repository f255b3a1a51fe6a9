# NumberStringParser through string_to_int, and ParseStringError
from rpython.rlib.rarithmetic import string_to_int
from rpython.rlib.rstring import ParseStringError, ParseStringOverflowError

def tokens(s):
    out = []
    for w in s.split(" "):
        try:
            out.append("int:%d" % string_to_int(w))
        except ParseStringOverflowError:
            out.append("big")
        except ParseStringError:
            out.append("word:" + w)
    return " ".join(out)

def entry_point(argv):
    print tokens("12 x -7 0 1e5 99999999999999999999 +4" + " end" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
