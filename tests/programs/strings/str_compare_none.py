# strings compared with None-able strings
def maybe(n):
    if n == 0:
        return None
    if n == 1:
        return ""
    return "abc"

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    for i in range(3):
        for j in range(3):
            a = maybe(i)
            b = maybe(j)
            print t(a == b) + t(a != b),
        print t(maybe(i) is None), t(maybe(i) is not None), t(bool(maybe(i)))
    return 0


def target(driver, args):
    return entry_point, None
