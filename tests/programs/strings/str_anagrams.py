# sorted letters as dict keys
def signature(w):
    counts = [0] * 26
    for c in w:
        counts[ord(c) - ord("a")] += 1
    out = ""
    for i in range(26):
        out += chr(ord("a") + i) * counts[i]
    return out

def entry_point(argv):
    groups = {}
    order = []
    for w in "listen silent enlist google elgoog abc cab banana".split(" "):
        k = signature(w * len(argv))
        if k not in groups:
            groups[k] = []
            order.append(k)
        groups[k].append(w)
    for k in order:
        print k, ",".join(groups[k])
    return 0


def target(driver, args):
    return entry_point, None
