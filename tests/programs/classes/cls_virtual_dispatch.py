# method calls through a base class, over several levels
class Op(object):
    def apply(self, x):
        raise NotImplementedError
    def name(self):
        return "op"

class AddN(Op):
    def __init__(self, n):
        self.n = n
    def apply(self, x):
        return x + self.n
    def name(self):
        return "add%d" % self.n

class Mul(Op):
    def __init__(self, n):
        self.n = n
    def apply(self, x):
        return x * self.n

class Square(Mul):
    def __init__(self):
        self.n = 0
    def apply(self, x):
        return x * x
    def name(self):
        return "square of " + Op.name(self)

class Pipeline(Op):
    def __init__(self, ops):
        self.ops = ops
    def apply(self, x):
        for op in self.ops:
            x = op.apply(x)
        return x

def entry_point(argv):
    ops = [AddN(3), Mul(5), Square(), AddN(-1)]
    p = Pipeline(ops)
    for op in ops:
        print op.name(), op.apply(10 * len(argv))
    print p.name(), p.apply(1), Pipeline([p, p]).apply(0)
    return 0


def target(driver, args):
    return entry_point, None
