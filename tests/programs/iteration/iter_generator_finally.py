# finally clauses in generators run when the loop ends normally
def gen(n):
    try:
        for i in range(n):
            yield i
    finally:
        print "closed"

def entry_point(argv):
    for i in gen(3 * len(argv)):
        print i
    print "after"
    return 0


def target(driver, args):
    return entry_point, None
