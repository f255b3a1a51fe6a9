# a loop that ends with a caught IndexError
def total(l):
    t = 0
    i = 0
    try:
        while True:
            t += l[i]
            i += 1
    except IndexError:
        return t, i

def entry_point(argv):
    print total([1, 2, 3])[0], total([5 * len(argv)])[1]
    return 0


def target(driver, args):
    return entry_point, None
