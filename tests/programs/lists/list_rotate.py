# rotation, pairs, chunks and flattening
def rotate(l, k):
    n = len(l)
    return [l[(i + k) % n] for i in range(n)]

def chunks(l, n):
    out = []
    i = 0
    while i < len(l):
        out.append(l[i:i + n])
        i += n
    return out

def flatten(ll):
    out = []
    for l in ll:
        out.extend(l)
    return out

def show(l):
    print ",".join([str(x) for x in l]),

def entry_point(argv):
    l = [0, 1, 2, 3, 4, 5, 6]
    show(rotate(l, 2))
    show(rotate(l, -1))
    print
    for c in chunks(l, 3):
        show(c)
    print
    show(flatten(chunks(l, 2 * len(argv))))
    print
    return 0


def target(driver, args):
    return entry_point, None
