# multiplication tables, triangular numbers, perfect numbers
def divisors(n):
    out = []
    for d in range(1, n + 1):
        if n % d == 0:
            out.append(d)
    return out

def entry_point(argv):
    for i in range(1, 5):
        for j in range(1, 10):
            print i * j * len(argv),
        print
    t = 0
    for i in range(1, 11):
        t += i
        print t,
    print
    for n in range(2, 500):
        s = 0
        for d in divisors(n):
            s += d
        if s == 2 * n:
            print n,
    print
    return 0


def target(driver, args):
    return entry_point, None
