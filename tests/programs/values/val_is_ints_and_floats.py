# is on ints and floats compares values
# skip: untranslated (identity of equal numbers)
def entry_point(argv):
    n = len(argv) * 100000
    print n is 100000, n + 1 is 100001, n is 5
    x = 1.5 * len(argv)
    print x is 1.5
    a = [n]
    b = a
    print a is b, a is [n], n is None
    return 0


def target(driver, args):
    return entry_point, None
