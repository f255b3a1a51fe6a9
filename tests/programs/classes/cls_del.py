# __del__ runs once per object after collections
# skip: untranslated (collected at once)
from rpython.rlib import rgc

class Counter(object):
    pass

counter = Counter()
counter.n = 0

class Tracked(object):
    def __init__(self, k):
        self.k = k
    def __del__(self):
        counter.n += self.k

def make(k):
    return Tracked(k)

def use(n):
    t = 0
    for i in range(n):
        t += make(i + 1).k
    return t

def entry_point(argv):
    print use(10 * len(argv))
    rgc.collect()
    rgc.collect()
    print counter.n
    return 0


def target(driver, args):
    return entry_point, None
