# loops over code points
def entry_point(argv):
    u = (u"a\xe9\u20ac" * len(argv)) + u"\U0001f600"
    for c in u:
        print ord(c),
    print
    for i, c in enumerate(u):
        print i, ord(c),
    print
    out = []
    for c in u:
        if ord(c) < 128:
            out.append(c)
        else:
            out.append(unichr(63))
    print u"".join(out).encode("ascii")
    return 0


def target(driver, args):
    return entry_point, None
