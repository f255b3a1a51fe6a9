# attributes and results that are an instance or None
class Node(object):
    def __init__(self, name, parent):
        self.name = name
        self.parent = parent
    def path(self):
        if self.parent is None:
            return self.name
        return self.parent.path() + "/" + self.name
    def root(self):
        n = self
        while n.parent:
            n = n.parent
        return n

def find(nodes, name):
    for n in nodes:
        if n.name == name:
            return n
    return None

def entry_point(argv):
    a = Node("a", None)
    b = Node("b", a)
    c = Node("c" * len(argv), b)
    nodes = [a, b, c]
    print c.path(), c.root().name
    for name in ["b", "zzz"]:
        n = find(nodes, name)
        if n is None:
            print name, "not found"
        else:
            print name, n.path()
    if find(nodes, "a") and not find(nodes, "q"):
        print "truth"
    return 0


def target(driver, args):
    return entry_point, None
