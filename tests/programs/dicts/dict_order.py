# insertion order, also after deletions and re-insertions
# skip: untranslated (insertion order)
def show(d):
    print " ".join(d.keys())

def entry_point(argv):
    d = {}
    for k in ["zz", "a", "m", "b" * len(argv)]:
        d[k] = 1
    show(d)
    del d["a"]
    d["q"] = 2
    d["a"] = 3
    d["zz"] = 9
    show(d)
    e = {}
    for i in range(100):
        e[i * 7919 % 101] = i
    for i in range(100):
        if i % 3:
            del e[i * 7919 % 101]
    e[1] = 1
    for k in e:
        print k,
    print
    e.clear()
    for i in range(5):
        e[i * 3 % 7] = i
    for k in e:
        print k,
    print
    return 0


def target(driver, args):
    return entry_point, None
