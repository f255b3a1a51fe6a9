# an exception through a hundred frames, with some finally clauses on the way
class Found(Exception):
    def __init__(self, depth):
        self.depth = depth

class Log(object):
    def __init__(self):
        self.n = 0

log = Log()

def dig(n, goal):
    if n == goal:
        raise Found(n)
    if n % 10 == 0:
        try:
            return dig(n + 1, goal) + 1
        finally:
            log.n += 1
    return dig(n + 1, goal) + 1 if n < 1000 else 0

def entry_point(argv):
    try:
        print dig(0, 95 * len(argv))
    except Found as e:
        print "found", e.depth, log.n
    return 0


def target(driver, args):
    return entry_point, None
