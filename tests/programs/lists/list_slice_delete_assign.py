# deleting slices and assigning slices of the same length
def show(l):
    print "[" + ",".join([str(x) for x in l]) + "]"

def entry_point(argv):
    n = len(argv)
    l = range(10)
    l.append(10)
    del l[n:n + 2]
    show(l)
    del l[:2]
    show(l)
    del l[5:]
    show(l)
    l[0:2] = [70, 71]
    show(l)
    l[n:n + 2] = [5, n]
    show(l)
    del l[:]
    show(l)
    return 0


def target(driver, args):
    return entry_point, None
