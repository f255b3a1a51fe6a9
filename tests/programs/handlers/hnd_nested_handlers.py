# an outer try of the same function counts as well
def get(l, i):
    try:
        try:
            return l[i]
        except KeyError:
            return -1
    except IndexError:
        return -2

def arg(l, i):
    try:
        return ident(l[i])
    except IndexError:
        return -3

def ident(x):
    return x

def body(l):
    t = 0
    try:
        for i in range(10):
            t += l[i]
    except IndexError:
        pass
    return t

def entry_point(argv):
    l = [1, 2, 3 * len(argv)]
    print get(l, 1), get(l, 9), arg(l, 2), arg(l, 7), body(l)
    return 0


def target(driver, args):
    return entry_point, None
