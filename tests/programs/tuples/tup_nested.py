# nested tuples and nested unpacking
def make(n):
    return ((n, n + 1), ("a", [n]))

def entry_point(argv):
    for i in range(3):
        (a, b), (c, d) = make(i)
        print a, b, c, d[0],
        t = make(i * 10)
        print t[0][1], t[1][1][0]
    return 0


def target(driver, args):
    return entry_point, None
