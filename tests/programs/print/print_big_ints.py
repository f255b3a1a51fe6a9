# run-time integers that need 64 bits
# skip: js (64-bit words)
def show(n):
    print n, n - 1

def entry_point(argv):
    n = len(argv)
    for i in range(19):
        show(n)
        n = n * 10
    show(9223372036854775807)
    show(-9223372036854775807)
    return 0


def target(driver, args):
    return entry_point, None
