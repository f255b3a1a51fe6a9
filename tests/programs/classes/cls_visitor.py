# the visitor pattern over a small tree
class Node(object):
    def accept(self, v):
        raise NotImplementedError

class Leaf(Node):
    def __init__(self, n):
        self.n = n
    def accept(self, v):
        return v.visit_leaf(self)

class Branch(Node):
    def __init__(self, kids):
        self.kids = kids
    def accept(self, v):
        return v.visit_branch(self)

class Visitor(object):
    def visit_leaf(self, leaf):
        return 0
    def visit_branch(self, branch):
        t = 0
        for k in branch.kids:
            t += k.accept(self)
        return t

class Sum(Visitor):
    def visit_leaf(self, leaf):
        return leaf.n

class Count(Visitor):
    def visit_leaf(self, leaf):
        return 1

class Depth(Visitor):
    def visit_branch(self, branch):
        d = 0
        for k in branch.kids:
            d = max(d, k.accept(self))
        return d + 1

def entry_point(argv):
    t = Branch([Leaf(1), Branch([Leaf(2), Branch([Leaf(3 * len(argv))])]), Branch([])])
    for v in [Sum(), Count(), Depth(), Visitor()]:
        print t.accept(v),
    print
    return 0


def target(driver, args):
    return entry_point, None
