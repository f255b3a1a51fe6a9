# Calls of the __init__ that every class has from object.


class Empty(object):
    pass


class First(Empty):
    def __init__(self, n):
        Empty.__init__(self)
        self.n = n


class Second(object):
    def __init__(self, n):
        object.__init__(self)
        self.n = n + 1


def entry_point(argv):
    print First(len(argv)).n, Second(len(argv)).n
    return 0


def target(driver, args):
    return entry_point, None
