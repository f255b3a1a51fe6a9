# the with statement runs __exit__ on every way out
class Guard(object):
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        print "enter", self.name
        return self
    def __exit__(self, a, b, c):
        print "exit", self.name

def work(n):
    with Guard("g%d" % n) as g:
        if n == 1:
            raise ValueError
        if n == 2:
            return g.name
        print "body"
    return "end"

def entry_point(argv):
    for i in range(3):
        try:
            print work(i)
        except ValueError:
            print "VE"
    with Guard("outer"):
        with Guard("inner") as k:
            print k.name
    return 0


def target(driver, args):
    return entry_point, None
