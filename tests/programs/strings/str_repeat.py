# repetition
def rep(s, n):
    return "[" + s * n + "]"

def entry_point(argv):
    for n in [-1, 0, 1, 2, 5]:
        print rep("ab", n), rep("x", n), n * ("q" * len(argv)) + "."
    s = "abc"
    print s[len(argv)] * 4
    return 0


def target(driver, args):
    return entry_point, None
