# single characters, indexing, and escapes
def entry_point(argv):
    s = "xyz" * len(argv)
    print s[0], s[1], s[-1]
    print s[0] + s[2]
    for c in s:
        print c,
    print
    print "tab\there", "quote'\"", "back\\slash"
    print str(s[1]) + "!"
    return 0


def target(driver, args):
    return entry_point, None
