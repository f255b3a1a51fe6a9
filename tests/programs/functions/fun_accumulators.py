# tail calls with accumulators, and results as lists and dicts
def reverse(s, acc):
    if not s:
        return acc
    return reverse(s[1:], s[0] + acc)

def digits(n, acc):
    if n == 0:
        return acc
    acc.append(n % 10)
    return digits(n // 10, acc)

def tally(l, acc):
    for x in l:
        acc[x] = acc.get(x, 0) + 1
    return acc

def powers(n, k):
    if k == 0:
        return [1]
    rest = powers(n, k - 1)
    rest.append(rest[-1] * n)
    return rest

def entry_point(argv):
    print reverse("hello" * len(argv), "")
    print ",".join([str(d) for d in digits(90210, [])])
    t = tally([1, 2, 1], {})
    tally([2, 2], t)
    print t[1], t[2]
    print ",".join([str(p) for p in powers(3, 6)])
    return 0


def target(driver, args):
    return entry_point, None
