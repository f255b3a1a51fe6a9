# Methods and functions of a set, called with and without their default arguments.


class Shape(object):
    def area(self, scale, shift=0):
        raise NotImplementedError


class Square(Shape):
    def area(self, scale, shift=0):
        return scale * scale + shift


class Strip(Shape):
    def area(self, scale, shift=0):
        return scale * 100 + shift


class Base(object):
    def step(self, x=5):
        return x + 1


class Left(Base):
    def step(self, x=5):
        return x + 2


class Right(Base):
    def step(self, x=5):
        return x + 3


def plus(a, b=10):
    return a + b


def minus(a, b=10):
    return a - b


def entry_point(argv):
    n = len(argv)
    for i in range(2):
        if i == 0:
            shape = Square()
        else:
            shape = Strip()
        print shape.area(n + 1), shape.area(3, n), shape.area(7, shift=n + 10), shape.area(shift=2, scale=n)
    for i in range(2):
        if i > 0:
            x = Base()
        else:
            x = Left()
        first = x.step(n)
        if i > 0:
            x = Right()
        else:
            x = Base()
        print first, x.step()
    for f in [plus, minus]:
        print f(n), f(n, 2), f(n, b=3), f(b=n, a=20)
    return 0


def target(driver, args):
    return entry_point, None
