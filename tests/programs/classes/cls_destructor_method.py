# a destructor that calls a method, inherited by a subclass
# skip: untranslated (Python 2.7 counts references)
from rpython.rlib import rgc

class Log(object):
    released = 0
    special = 0

log = Log()

class Resource(object):
    def __init__(self, n):
        self.n = n

    def release(self):
        log.released += self.n
        self.n = 0

    def __del__(self):
        self.release()

class Special(Resource):
    def release(self):
        log.special += 1
        Resource.release(self)

def use(n):
    a = Special(n)
    b = Resource(n * 2)
    return a.n + b.n

def entry_point(argv):
    print use(len(argv))
    rgc.collect()
    rgc.collect()
    print log.released, log.special
    return 0


def target(driver, args):
    return entry_point, None
