# a prebuilt dict starts in the order that Python 2.7 had at translation time
D = {"x": 1, "a": 2, "m": 3, "b": 4}
E = {5: 1, 3: 2, 9: 3, 1: 4}
F = {100: 1, 8: 2, -1: 3, 0: 4, 16: 5, 7: 6}

def entry_point(argv):
    for k in D:
        print k, D[k],
    print
    for k in E:
        print k,
    print
    for k in F:
        print k, F[k],
    print
    return 0


def target(driver, args):
    return entry_point, None
