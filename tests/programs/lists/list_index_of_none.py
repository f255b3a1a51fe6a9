# None-able elements
# skip: untranslated (run-time bools)
def entry_point(argv):
    l = [None] * 3
    print len(l), l[0] is None
    names = ["a", None, "c"]
    names[0] = None if len(argv) > 5 else "z"
    for n in names:
        print n is None and "none" or "some",
    print
    k = 0
    while names[k] is not None:
        k += 1
    print k
    return 0


def target(driver, args):
    return entry_point, None
