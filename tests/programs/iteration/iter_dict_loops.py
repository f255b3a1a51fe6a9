# loops over dicts in insertion order
# skip: untranslated (insertion order)
def entry_point(argv):
    d = {}
    for k in ["zz", "a", "m" * len(argv), "b"]:
        d[k] = len(k) * 10
    for k in d:
        print k, d[k],
    print
    for k, v in d.iteritems():
        print k, v,
    print
    for v in d.itervalues():
        print v,
    print
    for k in d.keys():
        if k > "b":
            del d[k]
    print len(d), " ".join(d.keys())
    return 0


def target(driver, args):
    return entry_point, None
