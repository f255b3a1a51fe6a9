# pipelines of generators over numbers, text and trees
class Tree(object):
    def __init__(self, label, kids):
        self.label = label
        self.kids = kids


def primes(limit):
    known = []
    n = 2
    while n < limit:
        ok = True
        for p in known:
            if p * p > n:
                break
            if n % p == 0:
                ok = False
                break
        if ok:
            known.append(n)
            yield n
        n += 1


def differences(limit):
    last = 2
    for p in primes(limit):
        if p > last:
            yield p - last
            last = p


def lines(text):
    start = 0
    for i in range(len(text)):
        if text[i] == "\n":
            yield text[start:i]
            start = i + 1
    if start < len(text):
        yield text[start:]


def fields(text):
    for line in lines(text):
        if line == "" or line[0] == "#":
            continue
        i = line.find("=")
        if i < 0:
            yield line, ""
        else:
            yield line[:i].strip(" "), line[i + 1:].strip(" ")


def walk(tree):
    stack = [(tree, 0)]
    while stack:
        t, depth = stack.pop()
        yield t.label, depth
        i = len(t.kids) - 1
        while i >= 0:
            stack.append((t.kids[i], depth + 1))
            i -= 1


def windows(l, n):
    for i in range(len(l) - n + 1):
        t = 0
        for j in range(n):
            t += l[i + j]
        yield t


def guarded(l, log):
    try:
        for x in l:
            try:
                yield 100 // x
            except ZeroDivisionError:
                yield -1
    finally:
        log.append("done")


CONFIG = """# settings
name = test
size=10

flag
path = a=b"""


def entry_point(argv):
    for p in primes(60 * len(argv)):
        print p,
    print
    t = {}
    for d in differences(500):
        t[d] = t.get(d, 0) + 1
    print t[1], t[2], t[4], t[6], len(t)
    for key, value in fields(CONFIG):
        print "<%s|%s>" % (key, value),
    print
    tree = Tree("root", [Tree("a", [Tree("b", []), Tree("c", [])]), Tree("d", [])])
    for label, depth in walk(tree):
        print "." * depth + label,
    print
    for w in windows([1, 2, 3, 4, 5, 6 * len(argv)], 3):
        print w,
    print
    log = ["start"]
    for q in guarded([1, 3, 50], log):
        print q,
    print " ".join(log)
    g = primes(100)
    h = primes(100)
    g.next()
    g.next()
    print g.next(), h.next(), g.next(), h.next()
    return 0


def target(driver, args):
    return entry_point, None
