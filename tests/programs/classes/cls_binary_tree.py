# a binary search tree
class Node(object):
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

class Tree(object):
    def __init__(self):
        self.root = None
        self.size = 0
    def insert(self, key):
        if self.root is None:
            self.root = Node(key)
            self.size = 1
            return
        n = self.root
        while True:
            if key == n.key:
                return
            if key < n.key:
                if n.left is None:
                    n.left = Node(key)
                    break
                n = n.left
            else:
                if n.right is None:
                    n.right = Node(key)
                    break
                n = n.right
        self.size += 1
    def walk(self, n, out):
        if n:
            self.walk(n.left, out)
            out.append(n.key)
            self.walk(n.right, out)
    def height(self, n):
        if n is None:
            return 0
        return 1 + max(self.height(n.left), self.height(n.right))

def entry_point(argv):
    t = Tree()
    x = len(argv)
    for i in range(50):
        x = (x * 37 + 11) % 101
        t.insert(x)
    out = []
    t.walk(t.root, out)
    print t.size, t.height(t.root)
    print " ".join([str(k) for k in out])
    return 0


def target(driver, args):
    return entry_point, None
