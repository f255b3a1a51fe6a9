# keys, values and items as lists
# skip: untranslated (insertion order)
def entry_point(argv):
    d = {"b": 2, "a": 1}
    d["c"] = 3 * len(argv)
    ks = d.keys()
    vs = d.values()
    its = d.items()
    print len(ks), ks[0], ks[2], vs[0], vs[2], its[1][0], its[1][1]
    ks.append("x")
    print len(ks), len(d)
    t = 0
    for k, v in d.items():
        t = t * 10 + v
    print t
    print list(d)[1]
    return 0


def target(driver, args):
    return entry_point, None
