# several independent mistakes in one program: all are reported
# reference: only the first
class Point(object):
    def __init__(self, x):
        self.x = x

def first(p):
    return p.y                              #! error: Point, y

def second(n):
    if n:
        return 1
    return "one"                            #! error: str, int

def third(s, n):
    return s[n:]                            #! error: start, negative

def fourth():
    return undefined_thing                  #! error: undefined_thing

def entry_point(argv):
    n = len(argv) - 3
    print first(Point(n))
    print second(n)
    print third("abc", n)
    print fourth()
    return 0


def target(driver, args):
    return entry_point, None
