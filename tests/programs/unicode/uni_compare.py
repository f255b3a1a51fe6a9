# equality and order
def t(b):
    return "T" if b else "F"

def maybe(n):
    if n:
        return u"a"
    return None

def entry_point(argv):
    a = u"abc" * len(argv)
    b = u"ab" + u"c" * len(argv)
    print t(a == b), t(a != b), t(a < u"abd"), t(a > u"ab"), t(a <= b), t(u"\xe9" * len(argv) > a)
    print t(maybe(0) == maybe(1)), t(maybe(1) == maybe(1)), t(maybe(0) is None)
    print t(a[0] == u"a"), t(a[1] == b[1])
    return 0


def target(driver, args):
    return entry_point, None
