# find, rfind and count with and without bounds
def entry_point(argv):
    s = "abcabcabc" * len(argv)
    n = len(argv)
    print s.find("c"), s.find("x"), s.find("bc"), s.find(""), s.find("abcabcabc"), s.find("abcabcabcd")
    print s.find("c", n + 2), s.find("c", n, n + 1), s.find("a", 3), s.find("", 9), s.find("", 10)
    print s.rfind("c"), s.rfind("bc"), s.rfind("x"), s.rfind("a", 0, 6), s.rfind("bc", 0, 5)
    print s.count("bc"), s.count("a"), s.count("x"), "aaaa".count("a" * n + "a"), s.count("a", 1), s.count("")
    return 0


def target(driver, args):
    return entry_point, None
