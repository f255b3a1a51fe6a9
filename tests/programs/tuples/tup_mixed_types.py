# tuples holding instances, functions, None
class P(object):
    def __init__(self, v):
        self.v = v

def double(x):
    return x * 2

def inc(x):
    return x + 1

def entry_point(argv):
    table = [("double", double, P(1)), ("inc", inc, None)]
    for name, f, p in table:
        print name, f(10 * len(argv)),
        if p is None:
            print "none"
        else:
            print p.v
    return 0


def target(driver, args):
    return entry_point, None
