# the caller's handler does not make the callee check
# skip: untranslated (no check without a handler in the function)
def get(l, i):
    return l[i]

def pop(l):
    try:
        return l.pop()
    except IndexError:
        return -1

def entry_point(argv):
    try:
        print get([1, 2, 3], 1), get([1, 2, 3], -1)
    except IndexError:
        print "raised"
    print pop([5]), pop([5][1:])
    return 0


def target(driver, args):
    return entry_point, None
