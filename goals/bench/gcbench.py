# trees built from the top and from the bottom beside a large live structure; argument: depth
# slow: allocation benchmark
import time


class Node(object):
    def __init__(self, left=None, right=None):
        self.left = left
        self.right = right
        self.i = 0
        self.j = 0


def tree_size(depth):
    return (1 << (depth + 1)) - 1


def populate(depth, node):
    if depth <= 0:
        return
    node.left = Node()
    node.right = Node()
    populate(depth - 1, node.left)
    populate(depth - 1, node.right)


def bottom_up(depth):
    if depth <= 0:
        return Node()
    return Node(bottom_up(depth - 1), bottom_up(depth - 1))


def count(node):
    if node is None:
        return 0
    return 1 + count(node.left) + count(node.right)


def time_construction(depth, stretch, verbose):
    rounds = 2 * tree_size(stretch) // tree_size(depth)
    start = time.time()
    for i in range(rounds):
        populate(depth, Node())
    middle = time.time()
    for i in range(rounds):
        bottom_up(depth)
    end = time.time()
    if verbose:
        print "  %d trees of depth %d: top down %d ms, bottom up %d ms" % (
            rounds, depth, int((middle - start) * 1000), int((end - middle) * 1000))
    else:
        print rounds, "trees of depth", depth


def entry_point(argv):
    depth = 20
    verbose = True
    if len(argv) > 1:
        depth = int(argv[1])
        verbose = False
    start = time.time()
    print "stretching memory with a tree of depth", depth
    print count(bottom_up(depth)), "nodes"
    long_lived = Node()
    populate(depth - 2, long_lived)
    numbers = [0.0] * (1 << (depth - 1))
    for i in range(1, len(numbers) // 2):
        numbers[i] = 1.0 / i
    d = 4
    while d <= depth - 2:
        time_construction(d, depth, verbose)
        d += 2
    if count(long_lived) != tree_size(depth - 2) or numbers[1000] != 1.0 / 1000:
        print "Failed"
        return 1
    if verbose:
        print "completed in %d ms" % int((time.time() - start) * 1000)
    print "done"
    return 0


def target(driver, args):
    return entry_point, None
