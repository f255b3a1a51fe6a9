# functions made by factories at import time carry their constants
def adder(n):
    def add(x):
        return x + n
    return add

add3 = adder(3)
add10 = adder(10)
TABLE = [adder(i) for i in range(5)]

def compose(f, g):
    def both(x):
        return f(g(x))
    return both

thirteen = compose(add3, add10)

def pick(n):
    if n:
        return add3
    return add10

def entry_point(argv):
    n = len(argv)
    print add3(n), add10(n), thirteen(n), pick(0)(1), pick(1)(1)
    for f in TABLE:
        print f(100),
    print
    return 0


def target(driver, args):
    return entry_point, None
