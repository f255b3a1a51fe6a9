# several wrong calls in different functions
# reference: only the first
def area(w, h):
    return w * h

class Shape(object):
    def size(self):
        return 1

def one(n):
    return area(n)                          #! error: area, argument

def two(n):
    return Shape(n).size()                  #! error: Shape, argument

def three(n):
    return Shape().volume()                 #! error: Shape, volume

def entry_point(argv):
    n = len(argv)
    print one(n)
    print two(n)
    print three(n)
    return 0


def target(driver, args):
    return entry_point, None
