# an uncaught KeyError from a dict lookup
# skip: untranslated (fatal error)
# status: 134
def entry_point(argv):
    d = {"a": len(argv)}
    print d["a"]
    print d["b" * len(argv)]
    return 0


def target(driver, args):
    return entry_point, None
