# the class of a caught exception and its name
# skip: untranslated (run-time bools)
class MyError(Exception):
    pass

class Special(MyError):
    pass

def throw(n):
    if n == 0:
        raise MyError
    if n == 1:
        raise Special
    if n == 2:
        raise ValueError("x")
    raise KeyError

def entry_point(argv):
    for i in range(4):
        try:
            throw(i)
        except Exception, e:
            print e.__class__.__name__, isinstance(e, MyError), isinstance(e, LookupError), e.__class__ is KeyError
    return 0


def target(driver, args):
    return entry_point, None
