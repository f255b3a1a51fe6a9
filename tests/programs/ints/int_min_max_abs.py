# min, max and abs of two
def show(a, b):
    print min(a, b), max(a, b), abs(a), abs(b), abs(a - b)

def entry_point(argv):
    show(1, 2)
    show(5, -5)
    show(-7, -3)
    show(0, 0)
    return 0


def target(driver, args):
    return entry_point, None
