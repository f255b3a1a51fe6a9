# a slice whose start may be negative
# reference: slicing: not proven to have non-negative start
def tail(s, n):
    return s[n:]                            #! error: start, negative, assert

def entry_point(argv):
    print tail("hello", 2), tail("hello", len(argv) - 5)
    return 0


def target(driver, args):
    return entry_point, None
