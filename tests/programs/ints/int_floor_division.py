# division rounds to minus infinity and the remainder takes the divisor's sign
def show(a, b):
    q = a // b
    r = a % b
    print a, b, q, r, q * b + r == a and "ok" or "wrong"

def entry_point(argv):
    for a in range(-5, 6):
        show(a, 3)
        show(a, -3)
    show(-8, 4)
    show(8, -4)
    return 0


def target(driver, args):
    return entry_point, None
