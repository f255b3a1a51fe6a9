# KeyError: handled here, in a caller, by a base class
def get(d, k):
    return d[k]

def safe(d, k):
    try:
        return d[k]
    except KeyError:
        return -1

def entry_point(argv):
    d = {"a": 1 * len(argv)}
    print safe(d, "a"), safe(d, "b")
    try:
        print get(d, "x")
    except KeyError:
        print "KeyError"
    try:
        print get(d, "x")
    except LookupError:
        print "LookupError"
    try:
        del d["zz"]
    except KeyError:
        print "del KeyError"
    try:
        d["n"] += 1
    except KeyError:
        print "+= KeyError"
    print len(d)
    return 0


def target(driver, args):
    return entry_point, None
