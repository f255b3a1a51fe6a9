# bools compared with numbers and each other
def t(b):
    return "T" if b else "F"

def entry_point(argv):
    b = len(argv) > 0
    print t(b == 1), t(b == 1.0), t(b < 2), t(b == (not b)), t(b != False), t(b > (not b))
    return 0


def target(driver, args):
    return entry_point, None
