# values that are int on one path and float on another; bool keys among ints
# skip: untranslated (the union is a float)
def entry_point(argv):
    d = {"a": len(argv), "b": 2.5}
    print d["a"], d["b"]
    e = {1: 2, len(argv) > 5: 3}
    print len(e), e[True], e[0]
    f = {1.0: 5}
    print f.get(len(argv), 7), f.get(2, 7)
    return 0


def target(driver, args):
    return entry_point, None
