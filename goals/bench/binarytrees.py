# allocation of complete binary trees; argument: depth
# slow: allocation benchmark


class Tree(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        n = 1
        if self.left is not None:
            n += self.left.check()
        if self.right is not None:
            n += self.right.check()
        return n


def make(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make(depth - 1), make(depth - 1))


def entry_point(argv):
    depth = 18
    if len(argv) > 1:
        depth = int(argv[1])
    least = 4
    if depth < least + 2:
        depth = least + 2
    print "stretch tree of depth %d check: %d" % (depth + 1, make(depth + 1).check())
    long_lived = make(depth)
    d = least
    while d <= depth:
        rounds = 1 << (depth - d + least)
        total = 0
        for i in range(rounds):
            total += make(d).check()
        print "%d trees of depth %d check: %d" % (rounds, d, total)
        d += 2
    print "long lived tree of depth %d check: %d" % (depth, long_lived.check())
    return 0


def target(driver, args):
    return entry_point, None
