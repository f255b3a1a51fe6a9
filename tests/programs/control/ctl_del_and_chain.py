# del of a variable, chained assignment, tuple swaps
def entry_point(argv):
    a = b = c = len(argv)
    b += 1
    print a, b, c
    a, b, c = c, a, b
    print a, b, c
    l = [1, 2, 3]
    l[0], l[2] = l[2], l[0]
    print l[0], l[1], l[2]
    t = 5
    del t
    i = 0
    l[i], i = 9, 2
    print l[0], i
    return 0


def target(driver, args):
    return entry_point, None
