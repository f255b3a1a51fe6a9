# prime numbers by the sieve; argument: limit
# slow: array benchmark


def sieve(n):
    composite = [False] * (n + 1)
    count = 0
    last = 0
    for i in range(2, n + 1):
        if not composite[i]:
            count += 1
            last = i
            j = i * i
            if i < 46341:
                while j <= n:
                    composite[j] = True
                    j += i
    return count, last


def entry_point(argv):
    n = 120000000
    if len(argv) > 1:
        n = int(argv[1])
    count, last = sieve(n)
    print count, last
    return 0


def target(driver, args):
    return entry_point, None
