# replace of single characters
def entry_point(argv):
    s = "a.b.c" * len(argv)
    print s.replace(".", "-"), s.replace("x", "y"), s.replace("a", "a")
    print ("/usr//lib" * len(argv)).replace("/", "\\")
    print s
    return 0


def target(driver, args):
    return entry_point, None
