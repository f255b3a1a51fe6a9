# constant expressions with long intermediate values
def entry_point(argv):
    print (1 << 70) >> 60, 1 << 70, 9223372036854775807 + 1
    n = len(argv)
    print n + (1 << 40) // (1 << 38), n * (2 ** 10 - 1), n + (-7 // 2) + (-7 % 3)
    print 0x10 + 010 + 0b11, "ab" * 3, "a" "b" + "c"
    return 0


def target(driver, args):
    return entry_point, None
