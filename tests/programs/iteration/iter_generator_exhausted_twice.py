# an exhausted generator raises StopIteration every time it is asked
# mends: the reference aborts with AssertionError the second time
def numbers(n):
    for i in range(n):
        yield i * n

def entry_point(argv):
    g = numbers(2 * len(argv))
    for i in range(5):
        try:
            print g.next(),
        except StopIteration:
            print "stop",
    print
    return 0


def target(driver, args):
    return entry_point, None
