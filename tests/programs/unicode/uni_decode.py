# decoding utf-8, latin-1 and ascii, and errors
def utf8(s):
    try:
        return len(s.decode("utf-8"))
    except UnicodeDecodeError:
        return -1

def asc(s):
    try:
        return len(s.decode("ascii"))
    except UnicodeDecodeError:
        return -1

def entry_point(argv):
    for s in ["", "abc", "a\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "a\xc3", "\xff", "\x80"]:
        print utf8(s), asc(s), len(s.decode("latin-1"))
    return 0


def target(driver, args):
    return entry_point, None
