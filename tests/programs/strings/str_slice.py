# slices with bounds known not to be negative
def part(s, a, b):
    assert a >= 0
    assert b >= 0
    return s[a:b]

def entry_point(argv):
    s = "abcdef"
    for a, b in [(0, 3), (1, 3), (2, 2), (4, 2), (4, 20), (20, 30), (0, 6), (0, 0)]:
        print "[" + part(s, a, b) + "]",
    print
    n = len(argv)
    t = s * n
    print t[1:4], t[:3], t[2:], t[:-1], t[:]
    print "[" + t[n:n] + "]", ""[:-1] + "."
    return 0


def target(driver, args):
    return entry_point, None
