# repeating a list of lists shares the rows
def entry_point(argv):
    shared = [[0] * 2] * 3
    shared[0][0] = len(argv)
    own = [[0] * 2 for i in range(3)]
    own[0][0] = len(argv)
    t = 0
    u = 0
    for i in range(3):
        t += shared[i][0]
        u += own[i][0]
    print t, u
    return 0


def target(driver, args):
    return entry_point, None
