# classes by name: constants, and values of a class variable
# skip: untranslated (class variables print the bare name)
class Shape(object):
    pass

class Square(Shape):
    pass

def pick(n):
    if n:
        return Shape
    return Square

def entry_point(argv):
    print Shape.__name__
    for i in range(2):
        c = pick(i)
        print c, c.__name__
        print c().__class__.__name__
    return 0


def target(driver, args):
    return entry_point, None
