# find, rfind, count, split, startswith, endswith, slices, replace, join, strip
def t(b):
    return "T" if b else "F"

def entry_point(argv):
    u = u"aXbXc" * len(argv)
    print u.find(u"X"), u.rfind(u"X"), u.count(u"X"), u.find(u"zz"), u.find(u"X", 2)
    print len(u.split(u"X")), t(u.startswith(u"a")), t(u.endswith(u"Xc"))
    print u[1:3].encode("ascii"), u[1].encode("ascii"), u[:-1].encode("ascii"), u[2:].encode("ascii")
    print u.replace(u"X", u"y").encode("ascii")
    print u",".join([u"a", u"b" * len(argv)]).encode("ascii")
    print u"xxaxx".strip(u"x").encode("ascii"), (u"ab" * len(argv) * 3).encode("ascii")
    print t(u"X" in u), t(u"bX" in u), t(u"q" in u)
    return 0


def target(driver, args):
    return entry_point, None
