# reading and writing out of range with a handler
def get(l, i):
    try:
        return l[i]
    except IndexError:
        return -1

def put(l, i, x):
    try:
        l[i] = x
        return "ok"
    except IndexError:
        return "no"

def cut(l, i):
    try:
        del l[i]
        return "ok"
    except IndexError:
        return "no"

def entry_point(argv):
    l = [1, 2, 3]
    for i in [0, 2, 3, -1, -3, -4, 1000]:
        print get(l, i), put(l, i, i * 10), 
    print
    print l[0], l[1], l[2]
    print cut(l, 3), cut(l, -4), cut(l, 1), cut(l, -1), cut(l, 0), cut(l, 0)
    print len(l)
    return 0


def target(driver, args):
    return entry_point, None
