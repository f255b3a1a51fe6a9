# searching structures that end in None, with early returns
class Entry(object):
    def __init__(self, key, value, nxt):
        self.key = key
        self.value = value
        self.nxt = nxt

class Table(object):
    def __init__(self, size):
        self.buckets = [None] * size
        self.count = 0
    def slot(self, key):
        h = 0
        for c in key:
            h = (h * 31 + ord(c)) % 65521
        return h % len(self.buckets)
    def find(self, key):
        e = self.buckets[self.slot(key)]
        while e is not None:
            if e.key == key:
                return e
            e = e.nxt
        return None
    def put(self, key, value):
        e = self.find(key)
        if e is not None:
            e.value = value
            return
        i = self.slot(key)
        self.buckets[i] = Entry(key, value, self.buckets[i])
        self.count += 1
    def remove(self, key):
        i = self.slot(key)
        prev = None
        e = self.buckets[i]
        while e is not None:
            if e.key == key:
                if prev is None:
                    self.buckets[i] = e.nxt
                else:
                    prev.nxt = e.nxt
                self.count -= 1
                return True
            prev = e
            e = e.nxt
        return False

def entry_point(argv):
    t = Table(7 * len(argv))
    for i in range(50):
        t.put("key%d" % (i % 40), i)
    e = t.find("key3")
    f = t.find("nothing")
    print t.count, e.value if e is not None else -1, f is None and "none" or "some"
    removed = 0
    for i in range(0, 60, 2):
        if t.remove("key%d" % i):
            removed += 1
    print removed, t.count, t.find("key4") is None and "gone" or "there"
    return 0


def target(driver, args):
    return entry_point, None
