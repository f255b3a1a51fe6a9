# the values themselves: numbers, strings, tuples
# skip: untranslated (other hash functions)
# skip: js (64-bit words)
from rpython.rlib.objectmodel import compute_hash

def entry_point(argv):
    n = len(argv)
    print compute_hash(5 * n), compute_hash(-n), compute_hash("" * n), compute_hash("a" * n), compute_hash("abc" * n)
    print compute_hash(2.5 * n), compute_hash(2.0 * n), compute_hash(0.0 * n), compute_hash((n, 2))
    return 0


def target(driver, args):
    return entry_point, None
