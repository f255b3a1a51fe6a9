# lambdas without closures
DOUBLE = lambda x: x * 2

def entry_point(argv):
    f = lambda x: x + 1
    g = lambda x, y=3: x * y
    print f(len(argv)), g(5), g(5, 2), DOUBLE(21), (lambda: 7)()
    for h in [lambda x: x - 1, lambda x: x * x]:
        print h(9),
    print
    return 0


def target(driver, args):
    return entry_point, None
