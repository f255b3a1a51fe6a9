# upper and lower, of strings and characters
def entry_point(argv):
    s = "Hello, World 123" * len(argv)
    print s.upper(), s.lower()
    print s[0].lower(), s[1].upper(), s[5].upper()
    print "".join([c.upper() for c in s])
    return 0


def target(driver, args):
    return entry_point, None
