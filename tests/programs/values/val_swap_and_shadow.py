# names reused for values of different types one after the other
def entry_point(argv):
    x = len(argv)
    print x + 1,
    x = "text" * x
    print x + "!",
    x = [x, x]
    print len(x),
    x = x[0]
    print x
    a, b = 1, 2
    for i in range(3):
        a, b = b, a + b
    print a, b
    (c, d), e = (a, b), a * b
    print c, d, e
    return 0


def target(driver, args):
    return entry_point, None
