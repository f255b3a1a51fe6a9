# a RuntimeError in a generator comes out of the loop; StopIteration ends it
def gen(n):
    yield 1
    if n == 1:
        raise RuntimeError
    if n == 2:
        raise StopIteration
    yield 2

def entry_point(argv):
    for n in range(3):
        try:
            for x in gen(n):
                print x,
            print "ended"
        except RuntimeError:
            print "RuntimeError"
    return 0


def target(driver, args):
    return entry_point, None
