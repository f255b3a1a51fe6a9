# index, in, remove
def find(l, x):
    try:
        return l.index(x)
    except ValueError:
        return -1

def drop(l, x):
    try:
        l.remove(x)
        return len(l)
    except ValueError:
        return -1

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    l = [5, 3, 8, 3]
    print find(l, 3), find(l, 8), find(l, 9)
    print t(3 in l), t(7 in l), t(9 not in l), t(len(argv) in [1, 2])
    print drop(l, 3), drop(l, 3), drop(l, 3), l[0], l[1]
    w = ["red", "green"]
    print w.index("gr" + "een" * len(argv)), t("red" in w), t("blue" in w)
    return 0


def target(driver, args):
    return entry_point, None
