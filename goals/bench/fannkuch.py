# pancake flips over all permutations; argument: number of pancakes
# slow: array benchmark


def fannkuch(n):
    perm = [0] * n
    perm1 = range(n)
    count = [0] * n
    max_flips = 0
    checksum = 0
    r = n
    sign = 1
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        for i in range(n):
            perm[i] = perm1[i]
        flips = 0
        k = perm[0]
        while k != 0:
            i = 0
            j = k
            while i < j:
                t = perm[i]
                perm[i] = perm[j]
                perm[j] = t
                i += 1
                j -= 1
            flips += 1
            k = perm[0]
        if flips > max_flips:
            max_flips = flips
        checksum += sign * flips
        while True:
            if r == n:
                return checksum, max_flips
            first = perm1[0]
            for i in range(r):
                perm1[i] = perm1[i + 1]
            perm1[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        r_parity = 0
        for i in range(n):
            for j in range(i):
                if perm1[j] > perm1[i]:
                    r_parity ^= 1
        sign = -1 if r_parity else 1


def entry_point(argv):
    n = 10
    if len(argv) > 1:
        n = int(argv[1])
    checksum, flips = fannkuch(n)
    print checksum
    print "Pfannkuchen(%d) = %d" % (n, flips)
    return 0


def target(driver, args):
    return entry_point, None
