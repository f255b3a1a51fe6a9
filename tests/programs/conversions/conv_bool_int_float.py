# conversions between bool, int and float
# skip: untranslated (run-time floats print with six decimals)
def entry_point(argv):
    b = len(argv) == 1
    print int(b), float(b), float(int(b)) + 0.5, int(2.75 * len(argv))
    print int(True), int(2.7), float(3), bool(0), int("12"), float("1.5")
    return 0


def target(driver, args):
    return entry_point, None
