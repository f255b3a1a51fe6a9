# popitem takes the newest entry; empty raises
# skip: untranslated (order)
def entry_point(argv):
    d = {}
    for i in range(5):
        d[i * 3 * len(argv)] = "v%d" % i
    while d:
        k, v = d.popitem()
        print k, v,
    print len(d)
    try:
        d.popitem()
    except KeyError:
        print "KeyError"
    d[1] = "a"
    d[2] = "b"
    d[3] = "c"
    del d[3]
    k, v = d.popitem()
    print k, v, len(d)
    return 0


def target(driver, args):
    return entry_point, None
