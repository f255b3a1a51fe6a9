# join of lists of strings
def entry_point(argv):
    l = ["a", "bc" * len(argv), "def"]
    print ",".join(l), "".join(l), " and ".join(l)
    print "[" + "-".join([]) + "]", "-".join(["one"])
    chars = [c for c in "hello"]
    chars.reverse()
    print "".join(chars)
    print ",".join([str(i * i) for i in range(6)])
    sep = ", " * len(argv)
    print sep.join(l)
    return 0


def target(driver, args):
    return entry_point, None
