# a metaclass that registers classes when the module is imported
REGISTRY = []

class Meta(type):
    def __init__(cls, name, bases, ns):
        type.__init__(cls, name, bases, ns)
        if name != "Command":
            REGISTRY.append((name.lower(), cls))

class Command(object):
    __metaclass__ = Meta
    def run(self, n):
        raise NotImplementedError

class Inc(Command):
    def run(self, n):
        return n + 1

class Double(Command):
    def run(self, n):
        return n * 2

TABLE = dict([(name, cls()) for name, cls in REGISTRY])

def entry_point(argv):
    n = len(argv)
    for w in "inc double double inc nothing".split(" "):
        if w in TABLE:
            n = TABLE[w].run(n)
            print w, n
        else:
            print "unknown", w
    return 0


def target(driver, args):
    return entry_point, None
