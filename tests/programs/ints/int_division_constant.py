# division and remainder by constants, also powers of two and negative ones
def show(a):
    print a // 2, a % 2, a // 7, a % 7, a // -2, a % -2, a // 8, a % 8, a // 10, a % 10

def entry_point(argv):
    for a in [-17, -16, -9, -1, 0, 1, 7, 8, 15, 16, 99, 100, 12345]:
        show(a)
    return 0


def target(driver, args):
    return entry_point, None
