# with --checked, what a handler asks for is raised as ever
# options: --checked
def item(l, i):
    try:
        return l[i]
    except IndexError:
        return -1


def entry_point(argv):
    l = [1, 2, 3]
    l.append(len(argv))
    print item(l, 0), item(l, 3), item(l, 4), item(l, -5)
    try:
        print 10 // (len(argv) - 1)
    except ZeroDivisionError:
        print "zero"
    d = {}
    for i in range(20):
        d[str(i)] = i * i
    print d["7"], len(d)
    s = "hello"
    print s[1], s[-1], s[1:3]
    return 0


def target(driver, args):
    return entry_point, None
