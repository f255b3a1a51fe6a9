# dicts made at module level, changed at run time
TABLE = {"one": 1, "two": 2, "three": 3}
SQUARES = {}
for _i in range(10):
    SQUARES[_i] = _i * _i

def get(d, k):
    return d.get(k, -1)

def square(k):
    return SQUARES.get(k, -1)

def entry_point(argv):
    for k in ["one", "two", "four"]:
        print get(TABLE, k),
    print
    TABLE["four" * len(argv)] = 4
    print get(TABLE, "four")
    print SQUARES[len(argv) + 6], square(9), square(10)
    SQUARES[10 * len(argv)] = 100
    print square(10)
    return 0


def target(driver, args):
    return entry_point, None
