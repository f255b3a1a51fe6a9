# endless recursion is a catchable RuntimeError
class Counter(object):
    pass

counter = Counter()
counter.n = 0

def forever(n):
    counter.n += 1
    if n < 0:
        return 0
    return forever(n + 1) + 1

def entry_point(argv):
    try:
        print forever(0)
    except RuntimeError:
        print "RuntimeError", "deep" if counter.n > 500 else "shallow"
    try:
        print forever(1)
    except MemoryError:
        print "never"
    except Exception:
        print "again"
    try:
        print forever(2)
    except:
        print "bare"
    return 0


def target(driver, args):
    return entry_point, None
