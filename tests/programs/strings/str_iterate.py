# loops over the characters of a string
def entry_point(argv):
    s = "abc" * len(argv)
    for c in s:
        print c, ord(c),
    print
    for i, c in enumerate(s):
        print i, c,
    print
    n = 0
    for c in s + "zzz":
        if c == "z":
            n += 1
    print n, len([c for c in s])
    for c in "":
        print "never"
    l = list(s)
    l.append("d")
    print "".join(l)
    return 0


def target(driver, args):
    return entry_point, None
