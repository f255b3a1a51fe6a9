# lists of objects of a class family, with None among them
class Shape(object):
    def area(self):
        return 0

class Square(Shape):
    def __init__(self, side):
        self.side = side
    def area(self):
        return self.side * self.side

class Rect(Shape):
    def __init__(self, w, h):
        self.w = w
        self.h = h
    def area(self):
        return self.w * self.h

def entry_point(argv):
    shapes = [Square(3), Rect(2, 5), Shape(), None]
    shapes.append(Square(len(argv)))
    t = 0
    for s in shapes:
        if s is not None:
            print s.area(),
            t += s.area()
    print t
    return 0


def target(driver, args):
    return entry_point, None
