# type(x) is Class
class A(object):
    pass

class B(A):
    pass

def make(n):
    if n:
        return B()
    return A()

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    for i in range(2):
        x = make(i)
        print t(type(x) is A), t(type(x) is B)
    return 0


def target(driver, args):
    return entry_point, None
