# dicts with integer, string and tuple keys: filling, finding, deleting; argument: size
# skip: untranslated (order)
# slow: dict benchmark


def integers(n):
    d = {}
    for i in range(n):
        d[(i * 7919) % 1000003] = i
    t = 0
    for i in range(n):
        t = (t + d[(i * 7919) % 1000003]) % 1000007
    misses = 0
    for i in range(n):
        if i not in d:
            misses += 1
    for i in range(0, n, 2):
        del d[(i * 7919) % 1000003]
    return t + misses + len(d)


def strings(n):
    d = {}
    for i in range(n):
        key = "k" + str(i % 5000)
        if key in d:
            d[key] += i % 10
        else:
            d[key] = 1
    t = 0
    for key, value in d.iteritems():
        t = (t * 31 + value + len(key)) % 1000007
    return t


def tuples(n):
    d = {}
    for i in range(n):
        d[(i % 300, i % 7)] = i
    t = 0
    for a, b in d:
        t = (t + a * b) % 1000007
    return t + len(d)


def entry_point(argv):
    n = 1000000
    rounds = 5
    if len(argv) > 1:
        n = int(argv[1])
        rounds = 1
    for r in range(rounds):
        print integers(n), strings(n), tuples(n)
    return 0


def target(driver, args):
    return entry_point, None
