# a function that returns a number on one path and a string on another
# reference: UnionError without a place
def describe(n):
    if n > 3:
        return n                            #! note: int
    return "small"                          #! error: str, int

def entry_point(argv):
    print describe(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
