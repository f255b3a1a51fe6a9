# lists of floats and of bools
# skip: untranslated (run-time floats and bools)
def average(l):
    t = 0.0
    for x in l:
        t += x
    return t / len(l)

def entry_point(argv):
    l = [1.5, 2.5]
    l.append(3.0 * len(argv))
    print average(l), l[0], 2.5 in l, len(l)
    flags = [False] * 10
    for i in range(0, 10, 3):
        flags[i] = True
    print flags[0], flags[1], flags[9], flags
    l.reverse()
    print l
    return 0


def target(driver, args):
    return entry_point, None
