# exceptions from user __getitem__, __setitem__, __contains__, __init__
class Table(object):
    def __init__(self, n):
        if n > 100:
            raise OverflowError
        self.n = n
    def __getitem__(self, i):
        if i >= self.n:
            raise KeyError
        return i * 2
    def __setitem__(self, i, v):
        if i >= self.n:
            raise ValueError
        self.n = v
    def __contains__(self, i):
        if i < 0:
            raise IndexError
        return i < self.n

def entry_point(argv):
    t = Table(5 * len(argv))
    try:
        print t[2],
        print t[7]
    except KeyError:
        print "KeyError"
    try:
        t[3] = 4
        t[8] = 1
        print "never"
    except ValueError:
        print "ValueError", t.n
    try:
        print "in" if 3 in t else "out",
        print "in" if -1 * len(argv) in t else "out"
    except IndexError:
        print "IndexError"
    try:
        Table(101)
        print "never"
    except OverflowError:
        print "OverflowError"
    return 0


def target(driver, args):
    return entry_point, None
