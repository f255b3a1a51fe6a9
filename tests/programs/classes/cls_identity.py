# is, == and != of instances
def t(b):
    return "T" if b else "F"

class A(object):
    pass

class B(A):
    pass

def maybe(n, a):
    if n:
        return a
    return None

def entry_point(argv):
    a = A()
    b = a
    c = B()
    print t(a is b), t(a is c), t(a is not c), t(a == b), t(a == c), t(a != c)
    print t(maybe(0, a) is None), t(maybe(1, a) is a), t(maybe(1, a) is not None), t(maybe(0, a) == maybe(0, c))
    if maybe(len(argv), a):
        print "true"
    if not maybe(len(argv) - 1, a):
        print "false"
    return 0


def target(driver, args):
    return entry_point, None
