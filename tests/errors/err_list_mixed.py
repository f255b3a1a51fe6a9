# a list of numbers and strings
# reference: UnionError
def entry_point(argv):
    l = [len(argv), 2]                      #! note: int
    l.append("three")                       #! error: list, str, int
    print len(l)
    return 0


def target(driver, args):
    return entry_point, None
