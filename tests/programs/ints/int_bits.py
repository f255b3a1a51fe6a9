# bitwise operations, also on negative numbers
def show(a, b):
    print a & b, a | b, a ^ b, ~a, ~b

def entry_point(argv):
    show(12, 10)
    show(255, 256)
    show(-1, 255)
    show(-256, 511)
    show(0, -1)
    return 0


def target(driver, args):
    return entry_point, None
