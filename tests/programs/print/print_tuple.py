# tuples of run-time values
# skip: untranslated (items are printed as by str)
def pair(a, b):
    return (a, b)

def entry_point(argv):
    print pair(1, "x")
    t = (len(argv), "abc", 2.5 * len(argv))
    print t
    print (len(argv),)
    print ((len(argv), 2), [len(argv)])
    print str(pair(2, "y")) + "!"
    return 0


def target(driver, args):
    return entry_point, None
