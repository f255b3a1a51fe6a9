# so many objects survive that the nursery grows, while old objects point to young ones; all of them keep what they hold
# skip: untranslated (slow)
# skip: interp (a collector of its own)
import os


class Node(object):
    def __init__(self, number, next):
        self.number = number
        self.next = next
        self.partner = None


def build(first, count):
    node = None
    for i in range(count):
        node = Node(first + i, node)
    return node


def check(node, first, count):
    i = count
    partners = 0
    while node is not None:
        i -= 1
        if node.number != first + i:
            return -1
        if node.partner is not None:
            partners += node.partner.number
        node = node.next
    if i != 0:
        return -2
    return partners


def entry_point(argv):
    n = 300000 * len(argv)
    if os.environ.get('PYPY_GC_ZEAL'):
        # Each of a million collections would look at all of it.
        n = 300
    old = build(0, n)
    node = old
    while node is not None:
        # From old to young.
        node.partner = Node(1, None)
        node = node.next
    young = build(1000, n)
    print check(old, 0, n) == n, check(young, 1000, n)
    for i in range(20):
        build(i, n // 10)
    print check(old, 0, n) == n, check(young, 1000, n)
    return 0


def target(driver, args):
    return entry_point, None
