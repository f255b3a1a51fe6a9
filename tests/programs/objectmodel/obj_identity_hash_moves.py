# identity hashes and unique ids survive collections
from rpython.rlib.objectmodel import compute_identity_hash, compute_unique_id
from rpython.rlib import rgc

class A(object):
    def __init__(self, n):
        self.n = n

def entry_point(argv):
    objs = [A(i) for i in range(100 * len(argv))]
    hashes = [compute_identity_hash(a) for a in objs]
    ids = [compute_unique_id(a) for a in objs]
    table = {}
    for a in objs:
        table[a] = a.n
    rgc.collect()
    garbage = [[i] for i in range(10000)]
    rgc.collect()
    bad = 0
    for i in range(len(objs)):
        if compute_identity_hash(objs[i]) != hashes[i]:
            bad += 1
        if compute_unique_id(objs[i]) != ids[i]:
            bad += 1
        if table[objs[i]] != i:
            bad += 1
    print bad, len(garbage)
    return 0


def target(driver, args):
    return entry_point, None
