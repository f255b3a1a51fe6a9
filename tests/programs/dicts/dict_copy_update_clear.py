# copy, update, clear
def entry_point(argv):
    d = {"a": 1, "b": 2 * len(argv)}
    e = d.copy()
    e["c"] = 3
    e["a"] = 100
    print len(d), len(e), d["a"], e["a"]
    d.update({"b": 20, "z": 26})
    print len(d), d["b"], d["z"]
    d.update(e)
    print len(d), d["a"]
    d.clear()
    print len(d), len(e), "a" in d and "yes" or "no"
    d["new"] = 1
    print len(d)
    return 0


def target(driver, args):
    return entry_point, None
