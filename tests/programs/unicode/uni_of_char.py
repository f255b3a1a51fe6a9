# unicode() of characters and str() of bytes
def entry_point(argv):
    u = u"h\xe9llo" * len(argv)
    l = [unicode(c) for c in u]
    l.append(u"two")
    print len(u"".join(l)), l[1] == u"\xe9" and "same" or "other"
    s = [str(c) for c in "abc" * len(argv)]
    s.append("def")
    print "-".join(s)
    return 0


def target(driver, args):
    return entry_point, None
