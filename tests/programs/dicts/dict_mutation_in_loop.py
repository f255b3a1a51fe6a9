# changes during a loop are never detected
# skip: untranslated (Python raises RuntimeError)
def entry_point(argv):
    d = {1: 1, 2: 2, 3: 3 * len(argv)}
    for k in d:
        del d[k]
        print k,
    print len(d)
    e = {1: 1, 2: 2}
    for k in e:
        if k < 5:
            e[k + 2] = 1
        print k,
    print len(e)
    return 0


def target(driver, args):
    return entry_point, None
