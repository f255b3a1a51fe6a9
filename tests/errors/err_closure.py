# a function made inside a function that uses its variables
# reference: RPython functions cannot create closures
def entry_point(argv):
    n = len(argv)
    def add(x):                             #! error: closure
        return x + n
    print add(5)
    return 0


def target(driver, args):
    return entry_point, None
