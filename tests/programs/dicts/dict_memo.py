# memoised recursion
class Memo(object):
    def __init__(self):
        self.table = {}
        self.calls = 0
    def fib(self, n):
        if n in self.table:
            return self.table[n]
        self.calls += 1
        if n < 2:
            r = n
        else:
            r = self.fib(n - 1) + self.fib(n - 2)
        self.table[n] = r
        return r

def entry_point(argv):
    m = Memo()
    print m.fib(40 + len(argv)), m.calls
    print m.fib(20), m.calls
    return 0


def target(driver, args):
    return entry_point, None
