# lists that hold lists of their own kind
class Node(object):
    def __init__(self, name):
        self.name = name
        self.children = []
    def add(self, child):
        self.children.append(child)
        return self
    def walk(self, depth, out):
        out.append("%s%d" % (self.name, depth))
        for c in self.children:
            c.walk(depth + 1, out)

def entry_point(argv):
    root = Node("r")
    for i in range(3):
        n = Node("n" + str(i))
        for j in range(i):
            n.add(Node("leaf"))
        root.add(n)
    out = []
    root.walk(0, out)
    print " ".join(out)
    return 0


def target(driver, args):
    return entry_point, None
