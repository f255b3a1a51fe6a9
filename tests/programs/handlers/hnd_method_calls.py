# errors crossing several frames and methods
class TooBig(Exception):
    def __init__(self, n):
        self.n = n

class Stage(object):
    def __init__(self, limit, nxt):
        self.limit = limit
        self.nxt = nxt
    def run(self, n):
        if n > self.limit:
            raise TooBig(n)
        if self.nxt is None:
            return n
        return self.nxt.run(n * 2)

def attempt(stage, n):
    try:
        return "%d" % stage.run(n)
    except TooBig as e:
        return "big%d" % e.n

def entry_point(argv):
    s = Stage(10, Stage(15, Stage(20, None)))
    for n in range(1, 13, 2):
        print attempt(s, n * len(argv)),
    print
    return 0


def target(driver, args):
    return entry_point, None
