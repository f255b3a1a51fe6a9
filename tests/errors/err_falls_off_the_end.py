# a function with a path that returns nothing although others return a number
# reference: UnionError without a place
def sign(n):                                #! error: None, int
    if n > 0:
        return 1
    elif n < 0:
        return -1

def entry_point(argv):
    print sign(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
