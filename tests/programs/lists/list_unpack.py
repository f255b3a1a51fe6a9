# unpacking lists of known and wrong length
def three(l):
    a, b, c = l
    return a * 100 + b * 10 + c

def entry_point(argv):
    print three([1, 2, 3 * len(argv)])
    try:
        print three([1, 2])
    except ValueError:
        print "short"
    try:
        print three([1, 2, 3, len(argv)])
    except ValueError:
        print "long"
    return 0


def target(driver, args):
    return entry_point, None
