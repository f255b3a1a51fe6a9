# comprehensions with conditions, nesting and calls
def square(x):
    return x * x

def show(l):
    print ",".join([str(x) for x in l])

def entry_point(argv):
    n = 6 * len(argv)
    show([x for x in range(n)])
    show([square(x) for x in range(n) if x % 2])
    show([x + y for x in [10, 20] for y in [1, 2, n]])
    show([len(w) for w in "one three fifteen".split(" ")])
    pairs = [(x, x * x) for x in range(3)]
    for a, b in pairs:
        print a, b,
    print
    print "".join([c.upper() for c in "abc" if c != "b"])
    return 0


def target(driver, args):
    return entry_point, None
