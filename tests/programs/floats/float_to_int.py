# int() of a float cuts toward zero; float() of an int
# skip: untranslated (run-time floats print with six decimals)
def show(x):
    print int(x), int(x * 10), int(-x)

def entry_point(argv):
    for x in [0.0, 0.4, 0.5, 0.99, 2.9, 100.001, 123456789.75]:
        show(x)
    n = len(argv)
    print float(n), float(-n * 7), float(n) / 3
    return 0


def target(driver, args):
    return entry_point, None
