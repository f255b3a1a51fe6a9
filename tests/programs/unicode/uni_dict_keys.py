# unicode strings as dict keys and in lists
# skip: untranslated (run-time bools)
def entry_point(argv):
    d = {u"a": 1, u"\xe9" * len(argv): 2}
    print d[u"\xe9"], d[u"a" * len(argv)], len(d)
    l = [u"x", u"y"]
    l.append(u"z" * len(argv))
    print l.index(u"z"), u"y" in l, len(l) if False else 3
    t = (u"k", len(argv))
    e = {t: 5}
    print e[(u"k" * len(argv), 1)]
    return 0


def target(driver, args):
    return entry_point, None
