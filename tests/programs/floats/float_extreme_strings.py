# float() of numbers too large or too small
# skip: untranslated (run-time floats print with six decimals)
def entry_point(argv):
    for s in ["1e308", "1e309", "1e400", "-1e400", "1e-400", "4.9e-324", "2e-324"]:
        x = float(s)
        print x > 1e308, x < -1e308, x == 0.0, x > 0.0
    return 0


def target(driver, args):
    return entry_point, None
