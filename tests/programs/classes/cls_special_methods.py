# len, indexing, deletion, slices, membership, iteration on user classes
class Seq(object):
    def __init__(self, n):
        self.items = range(n)
        self.items.append(n)
    def __len__(self):
        return len(self.items)
    def __getitem__(self, i):
        return self.items[i] * 10
    def __setitem__(self, i, v):
        self.items[i] = v
    def __delitem__(self, i):
        del self.items[i]
    def __contains__(self, x):
        for y in self.items:
            if x == y:
                return True
        return False
    def __getslice__(self, i, j):
        return i * 100 + j
    def __setslice__(self, i, j, v):
        self.items[0] = i + j + v
    def __iter__(self):
        return iter(self.items)

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    s = Seq(4)
    n = len(argv)
    print len(s), s[2], t(3 in s), t(9 in s), t(9 not in s)
    s[1] = 50 * n
    del s[0]
    print len(s), s[0]
    print s[n:n + 2]
    s[n:n + 1] = 7
    for x in s:
        print x,
    print
    return 0


def target(driver, args):
    return entry_point, None
