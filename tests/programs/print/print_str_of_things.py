# str of everything that has one
# skip: untranslated (run-time bools and floats)
def entry_point(argv):
    n = len(argv)
    print str(n) + "," + str(-n) + "," + str(n * 1.5) + "," + str(n == 1) + "," + str("s" * n) + "," + str("abc"[n])
    print len(str(n * 12345)), str(1234 * n)[1]
    return 0


def target(driver, args):
    return entry_point, None
