# counting bits three ways
def slow(n):
    c = 0
    while n:
        c += n & 1
        n >>= 1
    return c

def kernighan(n):
    c = 0
    while n != 0:
        n &= n - 1
        c += 1
    return c

TABLE = [0] * 16
for _i in range(16):
    TABLE[_i] = bin(_i).count("1")

def nibbles(n):
    c = 0
    while n > 0:
        c += TABLE[n & 15]
        n >>= 4
    return c

def entry_point(argv):
    for n in [0, 1, 2, 3, 255, 256, 12345678, 0x7fffffff]:
        print slow(n), kernighan(n), nibbles(n)
    return 0


def target(driver, args):
    return entry_point, None
