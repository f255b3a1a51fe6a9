# unichr and ord of unicode characters
def code(n):
    try:
        return ord(unichr(n))
    except ValueError:
        return -1

def entry_point(argv):
    for n in [65, 233, 0x20ac, 0xffff, 0x10000, 0x1f600, 0x10ffff, 0x110000, -1]:
        print code(n),
    print
    return 0


def target(driver, args):
    return entry_point, None
