# between str and unicode
def entry_point(argv):
    n = len(argv)
    s = "abc" * n
    u = s.decode("ascii")
    print len(u), u.encode("ascii"), str(u) + "!"
    v = unicode(s) + u"d"
    print v.encode("utf-8"), len(v)
    try:
        print len(("\xe9" * n).decode("ascii"))
    except UnicodeDecodeError:
        print "not ascii"
    w = ("\xc3\xa9" * n).decode("utf-8")
    print len(w), ord(w[0])
    try:
        print w.encode("ascii")
    except UnicodeEncodeError:
        print "not ascii either"
    print len(w.encode("utf-8")), len(w.encode("latin-1"))
    return 0


def target(driver, args):
    return entry_point, None
