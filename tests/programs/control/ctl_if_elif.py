# if, elif, else, nested; conditional expressions
def grade(n):
    if n >= 90:
        return "A"
    elif n >= 80:
        return "B"
    elif n >= 70:
        if n >= 75:
            return "C+"
        return "C"
    else:
        return "F"

def sign(n):
    return "neg" if n < 0 else "zero" if n == 0 else "pos"

def entry_point(argv):
    for n in [95, 85, 77, 72, 10]:
        print grade(n),
    print
    for n in [-5, 0, 5 * len(argv)]:
        print sign(n),
    print
    return 0


def target(driver, args):
    return entry_point, None
