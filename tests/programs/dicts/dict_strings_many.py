# thousands of string keys
def entry_point(argv):
    d = {}
    n = 3000 * len(argv)
    for i in range(n):
        d["key" + str(i * 7)] = i
    print len(d), d["key0"], d["key" + str(7 * (n - 1))]
    hits = 0
    for i in range(n):
        if "key" + str(i) in d:
            hits += 1
    print hits
    for i in range(0, n, 2):
        del d["key" + str(i * 7)]
    print len(d), d.get("key14", -1), d.get("key7", -1)
    return 0


def target(driver, args):
    return entry_point, None
