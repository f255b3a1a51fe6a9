# run-time integers of every size and sign
def show(n):
    print n, -n, n + 1

def entry_point(argv):
    for n in [0, 1, 7, -42, 1000, 123456789, -2147483647]:
        show(n)
    return 0


def target(driver, args):
    return entry_point, None
