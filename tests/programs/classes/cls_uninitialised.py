# attributes that were never assigned read as zero values
# skip: untranslated (AttributeError)
class A(object):
    pass

def make(n):
    a = A()
    if n > 5:
        a.x = n
        a.s = "set"
        a.f = 1.5 * n
        a.o = A()
        a.b = n > 7
    return a

def entry_point(argv):
    a = make(6)
    print a.x, a.s, a.f, a.b
    a = make(len(argv))
    print a.x, a.s, a.f, a.b
    return 0


def target(driver, args):
    return entry_point, None
