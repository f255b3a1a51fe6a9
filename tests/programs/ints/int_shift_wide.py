# shift amounts are taken modulo the word size; bits fall off
# skip: untranslated (shift counts are taken modulo 64)
# skip: js (64-bit words)
def left(a, n):
    return a << n

def right(a, n):
    return a >> n

def entry_point(argv):
    for n in [62, 63, 64, 65, 100, -1]:
        print n, left(1, n), left(3, n), right(1, n), right(-1, n)
    print left(-1, 63), right(left(-1, 63), 63)
    return 0


def target(driver, args):
    return entry_point, None
