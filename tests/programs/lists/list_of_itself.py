# Lists whose items are lists like themselves.


def entry_point(argv):
    l = []
    n = len(argv) + 4
    while n > 0:
        l = [l]
        n -= 1
    depth = 0
    while len(l) > 0:
        l = l[0]
        depth += 1
    print depth
    grown = []
    for i in range(len(argv) + 2):
        grown.append(grown)
    print len(grown), len(grown[1][2][0])
    return 0


def target(driver, args):
    return entry_point, None
