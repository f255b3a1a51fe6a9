# an exception raised in a generator comes out of an explicit next()
def gen(n):
    yield 1
    if n:
        raise ValueError
    yield 2

def entry_point(argv):
    it = gen(len(argv))
    print it.next()
    try:
        print it.next()
    except ValueError:
        print "ValueError"
    except StopIteration:
        print "StopIteration"
    return 0


def target(driver, args):
    return entry_point, None
