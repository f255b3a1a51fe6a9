# indexing from both ends
def entry_point(argv):
    s = "abcdef" * len(argv)
    for i in range(6):
        print s[i], s[i - 6],
    print
    print s[-1], s[len(s) - 1]
    return 0


def target(driver, args):
    return entry_point, None
