# a cache with a doubly linked list and a dict, checked against a simple one
class Entry(object):
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.prev = None
        self.next = None


class Cache(object):
    def __init__(self, capacity):
        self.capacity = capacity
        self.table = {}
        self.head = Entry("", 0)
        self.tail = Entry("", 0)
        self.head.next = self.tail
        self.tail.prev = self.head
        self.hits = 0
        self.misses = 0

    def unlink(self, e):
        e.prev.next = e.next
        e.next.prev = e.prev

    def push_front(self, e):
        e.next = self.head.next
        e.prev = self.head
        self.head.next.prev = e
        self.head.next = e

    def get(self, key):
        e = self.table.get(key, None)
        if e is None:
            self.misses += 1
            return -1
        self.hits += 1
        self.unlink(e)
        self.push_front(e)
        return e.value

    def put(self, key, value):
        e = self.table.get(key, None)
        if e is not None:
            e.value = value
            self.unlink(e)
            self.push_front(e)
            return
        if len(self.table) >= self.capacity:
            old = self.tail.prev
            self.unlink(old)
            del self.table[old.key]
        e = Entry(key, value)
        self.table[key] = e
        self.push_front(e)

    def keys(self):
        out = []
        e = self.head.next
        while e is not self.tail:
            out.append(e.key)
            e = e.next
        return out


class Simple(object):
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []

    def get(self, key):
        for i in range(len(self.items)):
            if self.items[i][0] == key:
                item = self.items.pop(i)
                self.items.insert(0, item)
                return item[1]
        return -1

    def put(self, key, value):
        for i in range(len(self.items)):
            if self.items[i][0] == key:
                self.items.pop(i)
                break
        else:
            if len(self.items) >= self.capacity:
                self.items.pop()
        self.items.insert(0, (key, value))


def entry_point(argv):
    a = Cache(10)
    b = Simple(10 * len(argv))
    x = 1
    bad = 0
    for i in range(5000):
        x = (x * 1103 + 54321) % 65536
        key = "k" + str(x % 17)
        if x % 3:
            if a.get(key) != b.get(key):
                bad += 1
        else:
            a.put(key, i)
            b.put(key, i)
    print bad, a.hits, a.misses, len(a.table)
    print " ".join(a.keys())
    print " ".join([k for k, v in b.items])
    return 0


def target(driver, args):
    return entry_point, None
