# getattr, setattr and hasattr with constant names
class A(object):
    x = 5

def entry_point(argv):
    a = A()
    a.y = len(argv)
    print getattr(a, "x"), getattr(a, "y")
    setattr(a, "x", 7)
    print a.x, A.x
    if hasattr(A, "x"):
        print "has"
    if not hasattr(A, "zzz"):
        print "has not"
    return 0


def target(driver, args):
    return entry_point, None
