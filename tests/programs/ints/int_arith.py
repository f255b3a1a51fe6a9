# the ordinary operations on small run-time integers
def calc(a, b):
    print a + b, a - b, a * b, a // b, a % b, a / b

def entry_point(argv):
    for a in [7, -7, 0, 100, 3]:
        for b in [2, -2, 3, 10, -1]:
            calc(a, b)
    return 0


def target(driver, args):
    return entry_point, None
