# comparisons and chains of them
# skip: untranslated (run-time bools)
def show(a, b):
    print a < b, a <= b, a == b, a != b, a >= b, a > b

def between(a, b, c):
    return a < b <= c

def entry_point(argv):
    show(1, 2)
    show(2, 2)
    show(3, 2)
    show(-1, 0)
    print between(1, 2, 3), between(1, 3, 3), between(3, 3, 3), between(1, 4, 3)
    return 0


def target(driver, args):
    return entry_point, None
