# functions in variables, lists, dicts, attributes and arguments
def inc(x):
    return x + 1

def dbl(x):
    return x * 2

def apply_n(f, x, n):
    for i in range(n):
        x = f(x)
    return x

class Button(object):
    def __init__(self, action):
        self.action = action

OPS = [inc, dbl]

def pick(n):
    if n:
        return inc
    return dbl

def entry_point(argv):
    n = len(argv)
    print apply_n(inc, 0, 5), apply_n(dbl, n, 5)
    for f in OPS:
        print f(10),
    print OPS[n](7), pick(0)(3), pick(n)(3)
    b = Button(inc)
    c = Button(dbl)
    print b.action(n), c.action(21)
    return 0


def target(driver, args):
    return entry_point, None
