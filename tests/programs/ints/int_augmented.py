# augmented assignments
def run(x):
    x += 3
    print x,
    x *= 5
    print x,
    x -= 7
    print x,
    x //= 2
    print x,
    x %= 100
    print x,
    x <<= 4
    print x,
    x >>= 2
    print x,
    x |= 3
    print x,
    x &= 0xfe
    print x,
    x ^= 0x55
    print x

def entry_point(argv):
    for x in [0, 10, 12345, -9]:
        run(x)
    return 0


def target(driver, args):
    return entry_point, None
