# get, setdefault and pop with their defaults
def entry_point(argv):
    d = {"a": 1 * len(argv)}
    print d.get("a", 5), d.get("b", 5), len(d)
    print d.setdefault("a", 7), d.setdefault("c", 8), len(d)
    print d.pop("a"), d.pop("zz", 9), len(d)
    try:
        print d.pop("gone")
    except KeyError:
        print "KeyError"
    s = {"k": "v"}
    print s.get("k"), s.get("q")
    groups = {}
    for w in ["ant", "bee", "ape", "cat", "bat"]:
        groups.setdefault(w[0], []).append(w)
    print len(groups), ",".join(groups["a"]), ",".join(groups["b"]), len(groups.get("z", []))
    return 0


def target(driver, args):
    return entry_point, None
