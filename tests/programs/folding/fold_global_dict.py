# a dict at module level: run-time keys see changes, constant ones do not
# skip: untranslated (constant folding of prebuilt dicts)
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
