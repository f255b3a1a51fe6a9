# Searching in byte strings and in unicode strings in the same program, in every way there is
# skip: untranslated (bools print as numbers)
from rpython.rlib.rstring import replace, rsplit, split


def entry_point(argv):
    a = "a//b//c" * len(argv)
    u = u"a//b//c" * len(argv)
    print a.find("//", 2), u.find(u"//", 2)
    print a.rfind("//"), u.rfind(u"//")
    print a.count("//"), u.count(u"//")
    print a.find("b"), u.find(u"b"), a.rfind("b"), u.rfind(u"b")
    print a.count("b"), u.count(u"b")
    print "//b" in a, u"//b" in u, "x" in a, u"x" in u
    print replace(a, "//", "-"), replace(u, u"//", u"-").encode("ascii")
    print a.replace("b", "-"), u.replace(u"b", u"-").encode("ascii")
    print a.startswith("a/"), u.startswith(u"a/"), a.endswith("/c"), u.endswith(u"/c")
    print len(a.split("b")), len(u.split(u"b")), len(split(a, "//")), len(split(u, u"//"))
    print len(rsplit(a, "//", 1)), len(rsplit(u, u"//", 1))
    print a.strip("a"), u.strip(u"a").encode("ascii")
    long_a = "ab" * 2000 + "abc" + a
    long_u = u"ab" * 2000 + u"abc" + u
    print long_a.find("abca"), long_u.find(u"abca")
    print long_a.find("abcx"), long_u.find(u"abcx")
    return 0


def target(driver, args):
    return entry_point, None
