# x and o of negative numbers print a sign
def show(n):
    print "%x %o %d" % (n, n, n)
    print hex(n), oct(n)

def entry_point(argv):
    for n in [-1, -8, -255, -4096, 0, 8, 255]:
        show(n)
    return 0


def target(driver, args):
    return entry_point, None
