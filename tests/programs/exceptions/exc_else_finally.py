# else and finally clauses in all orders
def run(n):
    try:
        if n == 1:
            raise ValueError
        if n == 2:
            return "returned"
        print "body",
    except ValueError:
        print "except",
    else:
        print "else",
    finally:
        print "finally",
    return "end"

def entry_point(argv):
    for i in range(3):
        print run(i)
    return 0


def target(driver, args):
    return entry_point, None
