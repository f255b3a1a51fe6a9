# clauses with several classes, also from a global tuple
ERRORS = (ValueError, KeyError)

def throw(n):
    if n == 0:
        raise ValueError
    if n == 1:
        raise KeyError
    if n == 2:
        raise IndexError
    return n

def entry_point(argv):
    for i in range(4):
        try:
            throw(i)
            print "ok"
        except (ValueError, IndexError), e:
            print "VI", "V" if isinstance(e, ValueError) else "I"
        except KeyError:
            print "K"
    for i in range(2):
        try:
            throw(i)
        except ERRORS:
            print "errors"
    return 0


def target(driver, args):
    return entry_point, None
