# unicode literals, length, concatenation, encode
def entry_point(argv):
    n = len(argv)
    u = u"h\xe9llo" * n
    print len(u), len(u.encode("utf-8")), len(u.encode("latin-1"))
    print u.encode("utf-8")
    v = u + u"!" + u[1]
    print v.encode("utf-8"), len(v)
    w = u"\u20ac\U0001f600" * n
    print len(w), ord(w[0]), ord(w[1]), len(w.encode("utf-8"))
    print u"ascii" * n
    return 0


def target(driver, args):
    return entry_point, None
