# bin, hex and oct of run-time integers
def show(n):
    print bin(n), hex(n), oct(n)

def entry_point(argv):
    for n in [0, 1, 5, 8, 255, 1023, -1, -5, -8]:
        show(n)
    return 0


def target(driver, args):
    return entry_point, None
