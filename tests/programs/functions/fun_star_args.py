# star arguments of several arities
def total(*args):
    if len(args) == 0:
        return 0
    if len(args) == 1:
        return args[0]
    return args[0] + args[1]

def log(prefix, *rest):
    return prefix + str(len(rest))

def three(a, b, c):
    return a * 100 + b * 10 + c

def forward(*args):
    return three(*args)

def entry_point(argv):
    n = len(argv)
    print log("x"), log("y", n), log("z", n, 2)
    print forward(1, 2, n + 2)
    t = (n, 5)
    print three(9, *t)
    return 0


def target(driver, args):
    return entry_point, None
