# division of numbers known not to be negative
def digits(n):
    assert n >= 0
    res = []
    while n > 0:
        res.append(n % 10)
        n = n // 10
    return res

def entry_point(argv):
    print digits(9876543)
    print digits(10)
    print digits(0)
    for i in range(20):
        print i // 3, i % 3,
    print
    return 0


def target(driver, args):
    return entry_point, None
