# None as a default argument replaced by a fresh object
class Env(object):
    def __init__(self, parent=None):
        self.parent = parent
        self.names = []

def collect(x, into=None):
    if into is None:
        into = []
    into.append(x)
    return into

def entry_point(argv):
    a = collect(1)
    b = collect(2, a)
    c = collect(3)
    print len(a), len(b), len(c)
    e = Env(Env())
    print e.parent is not None and e.parent.parent is None and "ok" or "bad"
    return 0


def target(driver, args):
    return entry_point, None
