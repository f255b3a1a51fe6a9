# one call reaches functions with different defaults
def f(x, y=1):
    return x + y

def g(x):
    return x * 2

def h(x, y=10, z=20):
    return x + y + z

FS = [f, g, h]

def entry_point(argv):
    for k in FS:
        print k(5 * len(argv)),
    print
    return 0


def target(driver, args):
    return entry_point, None
