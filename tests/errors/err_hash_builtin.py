# the hash of an object
# reference: cannot use hash() in RPython
def entry_point(argv):
    print hash("abc" * len(argv))           #! error: hash, compute_hash
    return 0


def target(driver, args):
    return entry_point, None
