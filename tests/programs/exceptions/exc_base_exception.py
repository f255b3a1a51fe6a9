# classes derived only from BaseException are caught by their own clauses
# mends: the reference does not match them when they come out of a call
class Stop(BaseException):
    pass

class Halt(Stop):
    pass

def f(n):
    if n == 1:
        raise Stop
    if n == 2:
        raise Halt
    return n

def entry_point(argv):
    for i in range(3):
        try:
            print f(i * len(argv))
        except Halt:
            print "Halt"
        except Stop:
            print "Stop"
    return 0


def target(driver, args):
    return entry_point, None
