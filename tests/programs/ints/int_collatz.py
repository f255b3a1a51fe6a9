# a long-running integer loop with a table of results
def steps(n):
    count = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        count += 1
    return count

def entry_point(argv):
    best = 0
    best_at = 0
    for i in range(1, 3000):
        s = steps(i)
        if s > best:
            best = s
            best_at = i
    print best, best_at
    for i in range(1, 12):
        print steps(i),
    print
    return 0


def target(driver, args):
    return entry_point, None
