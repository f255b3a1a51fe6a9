# compute_hash of equal things is equal
from rpython.rlib.objectmodel import compute_hash, compute_identity_hash, compute_unique_id

class A(object):
    pass

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    n = len(argv)
    print t(compute_hash("abc" * n) == compute_hash("ab" + "c" * n)), t(compute_hash(5 * n) == compute_hash(5))
    print t(compute_hash((n, "xy" * n)) == compute_hash((1, "xy"))), t(compute_hash(2.5 * n) == compute_hash(2.5))
    print t(compute_hash("abc") == compute_hash("abd" * n)), t(compute_hash(u"abc" * n) == compute_hash(u"abc"))
    a = A()
    b = A()
    h = compute_identity_hash(a)
    u = compute_unique_id(a)
    print t(h == compute_identity_hash(a)), t(u == compute_unique_id(a)), t(u == compute_unique_id(b))
    return 0


def target(driver, args):
    return entry_point, None
