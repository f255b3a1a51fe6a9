# generators in for loops
def squares(n):
    for i in range(n):
        yield i * i

def evens(l):
    for x in l:
        if x % 2 == 0:
            yield x

def countdown(n):
    while n > 0:
        yield n
        n -= 1
    yield -1

def entry_point(argv):
    for x in squares(5 * len(argv)):
        print x,
    print
    for x in evens([1, 2, 3, 4, 6]):
        print x,
    print
    for x in countdown(3):
        print x,
    print
    t = 0
    for x in squares(100):
        if x > 50:
            break
        t += x
    print t
    return 0


def target(driver, args):
    return entry_point, None
