# exceptions from property getters, setters and __len__ reach a handler in the same function
# mends: the reference aborts
class A(object):
    def __init__(self, n):
        self.n = n
    @property
    def value(self):
        if self.n:
            raise ValueError
        return 3
    def _set(self, v):
        if v:
            raise KeyError
    other = property(None, _set)
    def __len__(self):
        if self.n:
            raise IndexError
        return 3

def entry_point(argv):
    for n in range(2):
        a = A(n * len(argv))
        try:
            print a.value
        except ValueError:
            print "ValueError"
        try:
            a.other = n
            print "set"
        except KeyError:
            print "KeyError"
        try:
            print len(a)
        except IndexError:
            print "IndexError"
    return 0


def target(driver, args):
    return entry_point, None
