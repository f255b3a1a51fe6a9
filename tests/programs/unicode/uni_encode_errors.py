# encoding to ascii and latin-1 fails for characters out of range
def asc(u):
    try:
        return u.encode("ascii")
    except UnicodeEncodeError:
        return "not ascii"

def latin(u):
    try:
        return str(len(u.encode("latin-1")))
    except UnicodeEncodeError:
        return "not latin-1"

def entry_point(argv):
    for u in [u"abc", u"\xe9", u"\u0100", u""]:
        print asc(u), latin(u), len(u.encode("utf-8"))
    return 0


def target(driver, args):
    return entry_point, None
