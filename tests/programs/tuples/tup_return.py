# functions returning several values
def divide(a, b):
    return a // b, a % b

def min_max(l):
    lo = l[0]
    hi = l[0]
    for x in l:
        if x < lo:
            lo = x
        if x > hi:
            hi = x
    return lo, hi, hi - lo

def entry_point(argv):
    q, r = divide(17, 5)
    print q, r
    lo, hi, d = min_max([3, 9, -2, 7 * len(argv)])
    print lo, hi, d
    print divide(100, 7)[1]
    return 0


def target(driver, args):
    return entry_point, None
