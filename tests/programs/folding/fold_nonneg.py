# what is never negative is not below zero: code behind such a test may be anything
def g():
    return not_defined_anywhere


def check(n):
    assert n >= 0
    if n < 0:
        return g()
    if not (n >= 0):
        return g()
    return n


def entry_point(argv):
    print check(len(argv)), check(len(argv) + 7)
    for i in range(3):
        if i < 0:
            g()
        if i >= 0:
            print i
    return 0


def target(driver, args):
    return entry_point, None
