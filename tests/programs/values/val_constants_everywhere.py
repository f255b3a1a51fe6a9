# module constants of all kinds
INT = 42
NEG = -7
STR = "text"
CHAR = "c"
LIST = [1, 2, 3]
NESTED = [[1], [2, 3]]
TUPLE = (1, "two", 3)
TRUE = True
NONE = None
TABLE = [("a", 1), ("b", 2)]

def entry_point(argv):
    n = len(argv)
    print INT + n, NEG - n, STR + CHAR, LIST[n], NESTED[n][n], TUPLE[1], len(TUPLE)
    if TRUE and NONE is None:
        print "yes"
    for name, v in TABLE:
        print name, v * n,
    print
    t = 0
    for x in LIST:
        t += x
    print t
    return 0


def target(driver, args):
    return entry_point, None
