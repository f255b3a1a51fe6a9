# instances, attributes, methods, constructors
class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def add(self, other):
        return Point(self.x + other.x, self.y + other.y)
    def scale(self, k):
        self.x *= k
        self.y *= k
        return self
    def show(self):
        print "(%d, %d)" % (self.x, self.y)

def entry_point(argv):
    p = Point(1, 2 * len(argv))
    q = Point(10, 20)
    p.show()
    p.add(q).show()
    p.scale(3).scale(2).show()
    p.x = 100
    p.y += 1
    p.show()
    q.show()
    return 0


def target(driver, args):
    return entry_point, None
