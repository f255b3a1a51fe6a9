# class attributes read through the class are constants, through instances not
# skip: untranslated (run-time bools and floats)
class A(object):
    b = True
    f = 2.5
    n = 5
    s = "text"

def entry_point(argv):
    a = A()
    print A.b, A.f, A.n, A.s
    print a.b, a.f, a.n, a.s
    print getattr(A, "n"), hasattr(A, "zzz") and 1 or 0
    return 0


def target(driver, args):
    return entry_point, None
