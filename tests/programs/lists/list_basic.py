# literals, indexing, length, append, assignment
def entry_point(argv):
    l = [10, 20, 30]
    l.append(len(argv))
    print len(l), l[0], l[3], l[-1], l[-4]
    l[1] = 99
    l[-1] = 7
    for x in l:
        print x,
    print
    words = ["a", "b"]
    words.append("c" * 3)
    print words[2], len(words)
    return 0


def target(driver, args):
    return entry_point, None
