# a bool and an int meet as an int
def pick(n):
    if n > 5:
        return n
    return n > 2

def entry_point(argv):
    t = 0
    for i in range(8):
        t = t * 10 + pick(i)
        print pick(i) + 0,
    print t
    return 0


def target(driver, args):
    return entry_point, None
