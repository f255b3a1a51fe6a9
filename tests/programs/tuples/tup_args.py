# star arguments: length, constant index, pass on
def count(*args):
    return len(args)

def first(*args):
    return args[0]

def sub(a, b):
    return a - b

def pass_on(*args):
    return sub(*args)

def entry_point(argv):
    n = len(argv)
    print count(), count(n), count(n, 2, 3)
    print first(n, 5), first("a" * n)
    print pass_on(9, n)
    t = (n, 10)
    print sub(*t)
    return 0


def target(driver, args):
    return entry_point, None
