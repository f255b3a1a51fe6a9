# return inside try with finally; return in finally overrides
def a(n):
    try:
        if n:
            return 1
        raise ValueError
    finally:
        print "fin",

def b(n):
    try:
        if n:
            raise ValueError
        return 1
    finally:
        return 2

def c():
    try:
        return helper()
    finally:
        print "c-fin"

def helper():
    print "helper",
    return 3

def entry_point(argv):
    print a(1)
    try:
        print a(len(argv) - 1)
    except ValueError:
        print "VE"
    print b(0), b(len(argv))
    print c()
    return 0


def target(driver, args):
    return entry_point, None
