# a tuple or None
# reference: UnionError
def find(l, key):
    for item in l:
        if item[0] == key:
            return item                     #! note: tuple
    return None                             #! error: None, tuple

def entry_point(argv):
    t = find([("a", 1), ("b", 2)], "b" * len(argv))
    print t is None
    return 0


def target(driver, args):
    return entry_point, None
