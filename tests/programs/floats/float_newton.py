# square roots by Newton's method
# skip: untranslated (run-time floats print with six decimals)
def sqrt(x):
    if x == 0.0:
        return 0.0
    guess = x
    while True:
        better = (guess + x / guess) / 2
        if abs(better - guess) < 1e-12 * guess:
            return better
        guess = better

def entry_point(argv):
    for i in range(11):
        r = sqrt(float(i))
        print r, abs(r * r - i) < 1e-9
    return 0


def target(driver, args):
    return entry_point, None
