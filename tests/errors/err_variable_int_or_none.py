# a variable that starts as None and becomes a number in a loop
# reference: UnionError
def largest(l):
    best = None                             #! note: None
    for x in l:
        if best is None or x > best:
            best = x                        #! error: int, None
    return best

def entry_point(argv):
    print largest([1, 5, len(argv)])
    return 0


def target(driver, args):
    return entry_point, None
