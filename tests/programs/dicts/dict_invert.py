# inverting, merging and counting
def entry_point(argv):
    d = {}
    for w in "one two three four five six".split(" "):
        d[w] = len(w) * len(argv)
    inv = {}
    for w in d:
        n = d[w]
        if n not in inv:
            inv[n] = []
        inv[n].append(w)
    for n in range(3, 6):
        print n, len(inv[n]),
    print
    counts = {}
    for c in "mississippi":
        counts[c] = counts.get(c, 0) + 1
    for c in "imps":
        print c, counts[c],
    print
    return 0


def target(driver, args):
    return entry_point, None
