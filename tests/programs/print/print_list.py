# lists print with brackets; strings inside without quotes
# skip: untranslated (items are printed as by str)
class Thing(object):
    pass

def entry_point(argv):
    n = len(argv)
    print [n, n + 1, n + 2]
    print ["a", "bc" * n, ""]
    print [1.5 * n]
    print [[n], [n, n], []]
    empty = [n]
    empty.pop()
    print empty
    print str([n]) + "!"
    print "%s and %s" % ([n, 5], ["x"])
    return 0


def target(driver, args):
    return entry_point, None
