# an exception raised in a generator comes out of the loop
# mends: the reference ends the loop silently
class MyError(Exception):
    pass

def gen(n):
    yield 1
    if n:
        raise MyError
    yield 2

def loop(n):
    for x in gen(n):
        print x
    print "loop ended"

def entry_point(argv):
    loop(len(argv) - 1)
    try:
        loop(len(argv))
    except MyError:
        print "MyError"
    return 0


def target(driver, args):
    return entry_point, None
