# updates of elements in place
def entry_point(argv):
    l = [1, 2, 3 * len(argv)]
    l[0] += 10
    l[-1] *= 2
    l[1] -= l[0]
    for i in range(3):
        l[i] <<= 1
    print l[0], l[1], l[2]
    m = [[0] * 2 for i in range(2)]
    m[1][0] += 5
    m[0] += [7]
    print len(m[0]), m[0][2], m[1][0]
    w = ["a", "b"]
    w[0] += "c" * len(argv)
    print w[0], w[1]
    return 0


def target(driver, args):
    return entry_point, None
