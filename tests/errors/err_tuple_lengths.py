# tuples of different lengths
# reference: RPython cannot unify tuples of different length
def pair(n):
    if n > 1:
        return (n, n)                       #! note: 2
    return (n, n, n)                        #! error: tuple, length, 3

def entry_point(argv):
    t = pair(len(argv))
    print t[0]
    return 0


def target(driver, args):
    return entry_point, None
