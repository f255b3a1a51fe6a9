# assigning to a slice a list of another length
# mends: the reference loses the tail
def show(l):
    print "[" + ",".join([str(x) for x in l]) + "]"

def entry_point(argv):
    n = len(argv)
    l = [10, 20, 30]
    l[0:n] = [1, 2]
    show(l)
    l = [10, 20, 30]
    l[0:n + 1] = [1]
    show(l)
    return 0


def target(driver, args):
    return entry_point, None
