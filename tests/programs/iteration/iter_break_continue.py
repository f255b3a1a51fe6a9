# break and continue in nested loops
def entry_point(argv):
    for i in range(6):
        if i == 1:
            continue
        if i == 4:
            break
        for j in range(6):
            if j == i:
                continue
            if j > 3:
                break
            print i * 10 + j,
        print
    n = 0
    while True:
        n += 1
        if n % 2:
            continue
        if n > 10:
            break
        print n,
    print
    return 0


def target(driver, args):
    return entry_point, None
