# isinstance, narrowing by isinstance and by assert
class Node(object):
    pass

class Num(Node):
    def __init__(self, n):
        self.n = n

class Add(Node):
    def __init__(self, a, b):
        self.a = a
        self.b = b

class Neg(Node):
    def __init__(self, a):
        self.a = a

def evaluate(node):
    if isinstance(node, Num):
        return node.n
    if isinstance(node, Add):
        return evaluate(node.a) + evaluate(node.b)
    assert isinstance(node, Neg)
    return -evaluate(node.a)

def t(b):
    return "T" if b else "F"

def maybe(n):
    if n:
        return Num(n)
    return None

def entry_point(argv):
    tree = Add(Num(5), Neg(Add(Num(2), Num(len(argv)))))
    print evaluate(tree)
    for x in [tree.a, tree.b, tree]:
        print t(isinstance(x, Node)) + t(isinstance(x, Num)) + t(isinstance(x, Add)) + t(isinstance(x, Neg)),
    print
    print t(isinstance(maybe(0), Num)), t(isinstance(maybe(1), Num)), t(isinstance(maybe(1), Node))
    return 0


def target(driver, args):
    return entry_point, None
