# The stack is exhausted where identity hashes of young objects are taken: what the collector notes about them is whole.
from rpython.rlib import rgc
from rpython.rlib.objectmodel import compute_identity_hash
from rpython.rlib.rstackovf import StackOverflow


class Node(object):
    def __init__(self, next):
        self.next = next


def walk(node, sum):
    """Takes more hashes the deeper it is, each of a young object."""
    if node is None:
        return sum
    return walk(node.next, sum ^ compute_identity_hash(node)) + 1


def attempt(length):
    node = None
    for _ in range(length):
        node = Node(node)
    try:
        walk(node, 0)
    except StackOverflow:
        pass
    return node


def count(node):
    n = 0
    while node is not None:
        compute_identity_hash(node)
        node = node.next
        n += 1
    return n


def entry_point(argv):
    for i in range(40):
        node = attempt(100000 + 37 * i)
        rgc.collect()
        if count(node) != 100000 + 37 * i:
            print 'lost', i
    print 'done'
    return 0


def target(*args):
    return entry_point, None
