# a finally clause makes the operations in its try checked
# skip: untranslated (fatal error)
# status: 134
def get(l, i):
    try:
        return l[i]
    finally:
        print "finally"

def entry_point(argv):
    print get([1, 2, 3], 2)
    print get([1, 2, 3], len(argv) + 4)
    return 0


def target(driver, args):
    return entry_point, None
