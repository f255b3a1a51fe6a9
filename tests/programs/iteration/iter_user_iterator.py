# classes with __iter__ and next
class Countdown(object):
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def next(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n

class Evens(object):
    def __init__(self, limit):
        self.limit = limit
    def __iter__(self):
        return EvensIter(self.limit)

class EvensIter(object):
    def __init__(self, limit):
        self.limit = limit
        self.at = -2
    def next(self):
        self.at += 2
        if self.at >= self.limit:
            raise StopIteration
        return self.at

def entry_point(argv):
    for x in Countdown(5 * len(argv)):
        print x,
    print
    e = Evens(7)
    for x in e:
        for y in e:
            print x * 10 + y,
    print
    return 0


def target(driver, args):
    return entry_point, None
