# A string known to have one character is a sequence too.


def entry_point(argv):
    c = chr(64 + len(argv))
    for x in c:
        print x
    for i, x in enumerate(c):
        print i, x
    n = 0
    for u in unichr(64 + len(argv)):
        n += ord(u)
    print n
    return 0


def target(driver, args):
    return entry_point, None
