# unions: char and string, int and bool, None and instances
def pick_s(n):
    if n:
        return "abc"[n]
    return "long string"

def pick_n(n):
    if n:
        return True
    return 7

def entry_point(argv):
    n = len(argv)
    print pick_s(0), pick_s(n), len(pick_s(n)), pick_n(0) + 1, pick_n(n) + 1
    l = ["x", "yy"]
    l.append("z"[n - 1])
    print "".join(l)
    return 0


def target(driver, args):
    return entry_point, None
