# map, filter and fold written by hand
def map_list(f, l):
    return [f(x) for x in l]

def filter_list(p, l):
    return [x for x in l if p(x)]

def fold(f, start, l):
    for x in l:
        start = f(start, x)
    return start

def square(x):
    return x * x

def negate(x):
    return -x

def is_odd(x):
    return x % 2 == 1

def is_big(x):
    return x > 3

def add(a, b):
    return a + b

def largest(a, b):
    return max(a, b)

def entry_point(argv):
    l = range(1, 7)
    for f in [square, negate]:
        print ",".join([str(x) for x in map_list(f, l)]),
    for p in [is_odd, is_big]:
        print ",".join([str(x) for x in filter_list(p, l)]),
    for g in [add, largest]:
        print fold(g, 0 * len(argv), l),
    print
    return 0


def target(driver, args):
    return entry_point, None
