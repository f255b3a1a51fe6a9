# a dict at module level: constant and run-time keys see changes
# mends: changes of a prebuilt list or dict are seen where it is named directly
# skip: untranslated (bools print as numbers)
GD = {"a": 1}
EMPTY = {}

def get(k):
    return GD[k]

def entry_point(argv):
    GD["a"] = 5 * len(argv)
    print GD["a"], get("a"), GD["a" * len(argv)], len(GD)
    EMPTY["k" * len(argv)] = 1
    print len(EMPTY), "k" in EMPTY, EMPTY.get("k", -1), "T" if EMPTY else "F"
    for k in EMPTY:
        print k
    return 0


def target(driver, args):
    return entry_point, None
