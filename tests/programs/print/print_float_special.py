# infinities, not-a-number, minus zero
# skip: untranslated (run-time floats print with six decimals)
def show(x):
    print x, x + 1.0, x * -1.0

def entry_point(argv):
    inf = 1e200
    for i in range(len(argv) + 3):
        inf = inf * 1e200
    show(inf)
    show(-inf)
    nan = inf - inf
    print nan == nan, nan != nan
    zero = float(len(argv) - 1)
    print zero, -zero, 0.0 * (0.0 - 1.0 - zero)
    return 0


def target(driver, args):
    return entry_point, None
