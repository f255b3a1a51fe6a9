# lists are passed by reference; default lists are shared
def add(l, x):
    l.append(x)
    return l

def counter(x, seen=[]):
    seen.append(x)
    return len(seen)

def entry_point(argv):
    a = [1]
    b = add(a, 2)
    b.append(3)
    print len(a), a is b and "same" or "other"
    print counter(1), counter(2), counter(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
