# variables bound on all paths; reuse of a name with another type in sequence
def f(n):
    if n > 3:
        x = "big"
        k = 1
    else:
        x = "small"
        k = 2
    y = x + str(k)
    x = n * 2
    return y + str(x)

def entry_point(argv):
    print f(1), f(10)
    while True:
        z = len(argv) + 6
        break
    print z
    try:
        w = int("5")
    except ValueError:
        w = -1
    print w
    return 0


def target(driver, args):
    return entry_point, None
