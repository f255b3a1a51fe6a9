# truth of integers; and, or, not give values
def truth(n):
    if n:
        return "yes"
    return "no"

def pick(a, b):
    return a and b, a or b

def entry_point(argv):
    for n in [0, 1, -1, 100]:
        print truth(n), truth(not n),
    print
    for a, b in [(0, 5), (3, 5), (3, 0), (0, 0)]:
        x, y = pick(a, b)
        print x, y,
    print
    return 0


def target(driver, args):
    return entry_point, None
