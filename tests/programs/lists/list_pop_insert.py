# pop at either end and in the middle, insert
def show(l):
    print len(l), ",".join([str(x) for x in l])

def entry_point(argv):
    l = [10, 20, 30, 40, 50]
    print l.pop(), l.pop(0), l.pop(1), l.pop(-1)
    show(l)
    l.insert(0, 5)
    l.insert(1, 6)
    n = len(argv)
    l.insert(n, 7)
    show(l)
    l.insert(len(l), 8)
    show(l)
    print l.pop(n)
    show(l)
    return 0


def target(driver, args):
    return entry_point, None
