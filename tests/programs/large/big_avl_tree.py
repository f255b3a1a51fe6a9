# a balanced tree as a sorted map with deletion, ranges and a checker
class Node(object):
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None
        self.height = 1


def height(n):
    if n is None:
        return 0
    return n.height


def update(n):
    n.height = 1 + max(height(n.left), height(n.right))


def rotate_right(n):
    l = n.left
    n.left = l.right
    l.right = n
    update(n)
    update(l)
    return l


def rotate_left(n):
    r = n.right
    n.right = r.left
    r.left = n
    update(n)
    update(r)
    return r


def balance(n):
    update(n)
    d = height(n.left) - height(n.right)
    if d > 1:
        if height(n.left.left) < height(n.left.right):
            n.left = rotate_left(n.left)
        return rotate_right(n)
    if d < -1:
        if height(n.right.right) < height(n.right.left):
            n.right = rotate_right(n.right)
        return rotate_left(n)
    return n


class TreeMap(object):
    def __init__(self):
        self.root = None
        self.size = 0

    def put(self, key, value):
        self.root = self._put(self.root, key, value)

    def _put(self, n, key, value):
        if n is None:
            self.size += 1
            return Node(key, value)
        if key < n.key:
            n.left = self._put(n.left, key, value)
        elif key > n.key:
            n.right = self._put(n.right, key, value)
        else:
            n.value = value
            return n
        return balance(n)

    def get(self, key):
        n = self.root
        while n is not None:
            if key == n.key:
                return n.value
            n = n.left if key < n.key else n.right
        raise KeyError

    def remove(self, key):
        self.root = self._remove(self.root, key)

    def _remove(self, n, key):
        if n is None:
            raise KeyError
        if key < n.key:
            n.left = self._remove(n.left, key)
        elif key > n.key:
            n.right = self._remove(n.right, key)
        else:
            if n.left is None:
                self.size -= 1
                return n.right
            if n.right is None:
                self.size -= 1
                return n.left
            m = n.right
            while m.left is not None:
                m = m.left
            n.key = m.key
            n.value = m.value
            n.right = self._remove(n.right, m.key)
        return balance(n)

    def between(self, lo, hi):
        out = []
        self._between(self.root, lo, hi, out)
        return out

    def _between(self, n, lo, hi, out):
        if n is None:
            return
        if n.key > lo:
            self._between(n.left, lo, hi, out)
        if lo <= n.key < hi:
            out.append(n.key)
        if n.key < hi:
            self._between(n.right, lo, hi, out)


def check(n):
    if n is None:
        return 0
    l = check(n.left)
    r = check(n.right)
    if l < 0 or r < 0 or l - r > 1 or r - l > 1:
        return -1
    if n.left is not None and n.left.key >= n.key:
        return -1
    if n.right is not None and n.right.key <= n.key:
        return -1
    return 1 + max(l, r)


def entry_point(argv):
    t = TreeMap()
    x = len(argv)
    reference = {}
    for i in range(2000):
        x = (x * 1103 + 12345) % 4096
        if x % 4 == 0 and x // 4 in reference:
            t.remove(x // 4)
            del reference[x // 4]
        else:
            t.put(x // 3, i)
            reference[x // 3] = i
    bad = 0
    for k, v in reference.iteritems():
        if t.get(k) != v:
            bad += 1
    print t.size == len(reference) and "same" or "differ", bad, check(t.root) > 0 and "balanced" or "unbalanced"
    print " ".join([str(k) for k in t.between(100, 130)])
    try:
        t.remove(-1)
    except KeyError:
        print "KeyError"
    for i in range(1000):
        t.put(i, i)
    print check(t.root), t.size >= 1000 and "grown" or "short"
    return 0


def target(driver, args):
    return entry_point, None
