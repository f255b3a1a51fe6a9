# literals, lookup, assignment, length, deletion, membership
def t(b):
    return "T" if b else "F"

def entry_point(argv):
    d = {"a": 1, "b": 2}
    d["c"] = 3 * len(argv)
    print d["a"], d["b"], d["c"], len(d)
    d["a"] = 10
    d["b"] += 5
    print d["a"], d["b"]
    del d["a"]
    print len(d), t("a" in d), t("b" in d), t("x" not in d)
    e = {}
    print len(e), t("q" in e), t(bool(e))
    e["q" * len(argv)] = 1
    print len(e), t(bool(e))
    return 0


def target(driver, args):
    return entry_point, None
