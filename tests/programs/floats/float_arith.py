# addition, multiplication, division of floats, mixed with integers
# skip: untranslated (run-time floats print with six decimals)
def show(a, b):
    print a + b, a - b, a * b, a / b

def mixed(a, n):
    print a + n, n - a, a * n, n / a, a / n

def entry_point(argv):
    show(1.5, 2.0)
    show(-3.25, 0.5)
    show(1e10, 1e-5)
    mixed(2.5, 4)
    mixed(-0.125, 3)
    return 0


def target(driver, args):
    return entry_point, None
