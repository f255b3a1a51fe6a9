# a slice that starts beyond the end, or stops before its start, is empty
# mends: the reference aborts with MemoryError
def part(l, a, b):
    assert a >= 0
    assert b >= 0
    return l[a:b]

def entry_point(argv):
    l = [1, 2, 3]
    print len(part(l, 10, 20)), len(part(l, 2, 1)), len(l[len(argv) + 5:])
    return 0


def target(driver, args):
    return entry_point, None
