# the first matching clause wins; base classes catch derived ones
class Base(Exception):
    pass

class Left(Base):
    pass

class Right(Base):
    pass

class Deep(Left):
    pass

def throw(n):
    if n == 0:
        raise Base
    elif n == 1:
        raise Left
    elif n == 2:
        raise Right
    elif n == 3:
        raise Deep
    elif n == 4:
        raise KeyError
    return n

def entry_point(argv):
    for i in range(6):
        try:
            throw(i)
            print "none",
        except Left:
            print "Left",
        except Base:
            print "Base",
        except LookupError:
            print "Lookup",
    print
    for i in range(6):
        try:
            throw(i)
            print "none",
        except Base:
            print "Base",
        except Left:
            print "never",
        except Exception:
            print "Exception",
    print
    return 0


def target(driver, args):
    return entry_point, None
