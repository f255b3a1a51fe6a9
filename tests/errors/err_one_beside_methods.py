# One mistake in a program that calls methods of several classes: nothing else is reported.


class Shape(object):
    pass


class Square(Shape):
    def __init__(self, side):
        self.data = side

    def double(self, n):
        return self.data * n

    def area(self, n):
        return self.double(n)


class Label(Shape):
    def __init__(self, text):
        self.data = text

    def double(self, n):
        return self.data + self.data

    def area(self, n):
        return len(self.double(n))


class Box(object):
    def __init__(self, shape):
        self.shape = shape

    def area(self, n):
        return self.shape.area(n)


class Frame(object):
    def __init__(self, picture):
        self.picture = picture


def entry_point(argv):
    boxes = [Box(Square(len(argv))), Box(Label(argv[0]))]
    total = 0
    for box in boxes:
        total += box.area(2)
    last = Frame(None)
    return total + last.picture.size  #! error: None


def target(driver, args):
    return entry_point, None
