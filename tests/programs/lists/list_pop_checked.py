# pop with a handler
def pop_last(l):
    try:
        return l.pop()
    except IndexError:
        return -1

def pop_at(l, i):
    try:
        return l.pop(i)
    except IndexError:
        return -2

def entry_point(argv):
    l = [1, 2, 3]
    for i in range(5):
        print pop_last(l),
    print len(l)
    l = [1, 2, 3, 4]
    print pop_at(l, 5), pop_at(l, 1), pop_at(l, -1), pop_at(l, -9), pop_at(l, 0), pop_at(l, 0), pop_at(l, 0)
    return 0


def target(driver, args):
    return entry_point, None
