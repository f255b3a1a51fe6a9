# a loop over a list sees what is appended meanwhile
def entry_point(argv):
    l = [1, 2, 3]
    n = 0
    for x in l:
        n += 1
        if n < 6:
            l.append(x * 10)
    print n, len(l)
    k = [10, 20, 30]
    for x in k:
        k.pop(0)
        print x,
    print len(k)
    return 0


def target(driver, args):
    return entry_point, None
