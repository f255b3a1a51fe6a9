# shifts by run-time amounts
def show(a, n):
    print a << n, a >> n, -a >> n

def entry_point(argv):
    for n in range(8):
        show(1, n)
        show(100, n)
    show(12345, 3)
    return 0


def target(driver, args):
    return entry_point, None
