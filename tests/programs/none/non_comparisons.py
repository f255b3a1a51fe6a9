# None compared with is, and instances with ==
class A(object):
    pass

def t(b):
    return "T" if b else "F"

def mk(n):
    if n:
        return A()
    return None

def entry_point(argv):
    n = len(argv)
    print t(mk(0) is None), t(mk(n) is None), t(mk(n) is not None), t(mk(0) == mk(n)), t(mk(0) == mk(n - 1)), t(mk(0) != mk(1))
    print t(n is None), t(None is None), t(not mk(0)), t(bool(mk(n)))
    return 0


def target(driver, args):
    return entry_point, None
