# generator methods and a generator as __iter__
class Tree(object):
    def __init__(self, value, left, right):
        self.value = value
        self.left = left
        self.right = right

    def leaves(self):
        stack = [self]
        while stack:
            t = stack.pop()
            if t.left is None and t.right is None:
                yield t.value
            if t.right is not None:
                stack.append(t.right)
            if t.left is not None:
                stack.append(t.left)

class Span(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def __iter__(self):
        for i in range(self.a, self.b):
            yield i

def entry_point(argv):
    t = Tree(1, Tree(2, Tree(4, None, None), Tree(5, None, None)), Tree(3, None, None))
    for v in t.leaves():
        print v,
    print
    for i in Span(3, 6 + len(argv)):
        print i,
    print
    return 0


def target(driver, args):
    return entry_point, None
