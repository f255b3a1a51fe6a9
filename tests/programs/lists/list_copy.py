# list() makes a copy
def entry_point(argv):
    a = [1, 2, len(argv)]
    b = list(a)
    b[0] = 50
    b.append(4)
    print a[0], len(a), b[0], len(b)
    c = list((7, len(argv)))
    c.append(3)
    print c[0], c[1], c[2]
    d = list("hey")
    print len(d), d[1]
    return 0


def target(driver, args):
    return entry_point, None
