# bools take part in arithmetic as 0 and 1
def count(l, limit):
    n = 0
    for x in l:
        n += (x > limit)
    return n

def entry_point(argv):
    print count([1, 5, 10, 20], 4)
    b = len(argv) > 0
    print b + b, b * 5, -b, ~b, b << 2, b | 2
    print abs(b), int(b), b + 1
    return 0


def target(driver, args):
    return entry_point, None
