# comparisons of floats with floats and integers
def test(c):
    if c:
        return "T"
    return "F"

def show(a, b):
    print test(a < b) + test(a <= b) + test(a == b) + test(a != b) + test(a >= b) + test(a > b)

def entry_point(argv):
    show(1.0, 2.0)
    show(2.5, 2.5)
    show(3.0, -3.0)
    one = len(argv)
    print test(one == 1.0), test(one < 1.5), test(0.5 > one)
    return 0


def target(driver, args):
    return entry_point, None
