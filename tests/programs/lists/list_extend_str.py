# adding the characters of a string to a list of characters
def entry_point(argv):
    l = [c for c in "xy"]
    s = "abc" * len(argv)
    l += s
    print "".join(l), len(l)
    l += "-" * len(argv)
    print "".join(l), l[5]
    return 0


def target(driver, args):
    return entry_point, None
