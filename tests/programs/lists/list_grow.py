# thousands of appends and pops
def entry_point(argv):
    l = []
    for i in range(10000):
        l.append(i * i % 97)
    t = 0
    for x in l:
        t += x
    print len(l), t
    while len(l) > 10:
        t -= l.pop()
    print len(l), t
    for i in range(500):
        l.append(i)
    print l[509], l[9], len(l)
    return 0


def target(driver, args):
    return entry_point, None
