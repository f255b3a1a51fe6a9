# an exception raised by next() comes out of the loop
# mends: the reference ends the loop silently
class It(object):
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def next(self):
        self.n -= 1
        if self.n < 0:
            raise ValueError
        return self.n

def entry_point(argv):
    try:
        for x in It(2 * len(argv)):
            print x
        print "loop ended"
    except ValueError:
        print "ValueError"
    return 0


def target(driver, args):
    return entry_point, None
